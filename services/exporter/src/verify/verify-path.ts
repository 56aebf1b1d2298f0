import type { KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { MANIFEST_NAME } from '../manifest.ts';
import type { BatchSource } from './batch-source.ts';
import { checkBatch, type VerificationReport } from './check-batch.ts';
import { openFolder } from './open-folder.ts';
import { openZip } from './open-zip.ts';
import { readPublicKey } from './public-key.ts';

/**
 * Verifies a batch or a package of evidence that somebody received: a zip, an unpacked folder, or the `manifest.json` in one. Never throws for
 * what it finds there; the report says it in sentences. Nothing is written.
 *
 * @param options.key the organisation's public key: PEM, base64, its fingerprint (64 hexadecimal digits), or the path
 *   of a file with one of these
 */
export async function verifyPath(path: string, options: { key?: string } = {}): Promise<VerificationReport> {
  const expected = options.key === undefined ? undefined : await readKey(options.key);
  if (expected === null)
    return failed('The expected key is no Ed25519 public key and no fingerprint of one.');
  let source: BatchSource;
  try {
    source = await openSource(path);
  } catch (error) {
    return failed(`${path} cannot be read: ${error instanceof Error ? error.message : 'unknown error'}.`);
  }
  try {
    return await checkBatch(source, expected);
  } finally {
    await source.close();
  }
}

async function openSource(path: string): Promise<BatchSource> {
  const entry = await stat(path);
  if (entry.isDirectory()) return openFolder(path);
  return basename(path) === MANIFEST_NAME ? openFolder(dirname(path)) : openZip(path);
}

async function readKey(given: string): Promise<KeyObject | string | null> {
  const text = (await readFile(given, 'utf8').catch(() => given)).trim();
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  return readPublicKey(text);
}

function failed(sentence: string): VerificationReport {
  return { ok: false, findings: [{ ok: false, sentence }], about: null, fingerprint: null };
}
