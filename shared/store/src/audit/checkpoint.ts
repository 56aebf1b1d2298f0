import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';

/** What a checkpoint says: the log `origin` had the root `rootHash` (base64) when it held `size` leaves. */
export interface Checkpoint {
  origin: string;
  size: number;
  rootHash: string;
}

/** Signature type of Ed25519 in a signed note. */
const ED25519 = 0x01;
const KEY_ID_BYTES = 4;

/** The name under which an organisation's log signs; the domain makes it unlike anybody else's. */
export function auditOrigin(organisationDomain: string | undefined): string {
  return organisationDomain === undefined ? 'lapwing/audit' : `${organisationDomain}/lapwing/audit`;
}

const bodyOf = ({ origin, size, rootHash }: Checkpoint): string => `${origin}\n${size}\n${rootHash}\n`;

/** The 32 raw bytes of an Ed25519 key's public half. */
function publicBytes(key: KeyObject): Buffer {
  const { x } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  if (x === undefined) throw new Error('Checkpoints are signed with Ed25519 keys only');
  return Buffer.from(x, 'base64url');
}

function keyIdOf(origin: string, key: KeyObject): Buffer {
  const named = Buffer.concat([Buffer.from(`${origin}\n`), Buffer.from([ED25519]), publicBytes(key)]);
  return hash('sha256', named, 'buffer').subarray(0, KEY_ID_BYTES);
}

/** The text of a checkpoint, signed: a C2SP tlog-checkpoint, which is a C2SP signed-note, with one signature. */
export function signCheckpoint(checkpoint: Checkpoint, signingKey: KeyObject): string {
  const body = bodyOf(checkpoint);
  const signature = sign(null, Buffer.from(body), signingKey);
  const signed = Buffer.concat([keyIdOf(checkpoint.origin, signingKey), signature]).toString('base64');
  return `${body}\n\u2014 ${checkpoint.origin} ${signed}\n`;
}

/** The key as other programs that read signed notes want it (`vkey`): name, key id, type and public key. */
export function verifierKey(origin: string, key: KeyObject): string {
  const typed = Buffer.concat([Buffer.from([ED25519]), publicBytes(key)]).toString('base64');
  return `${origin}+${keyIdOf(origin, key).toString('hex')}+${typed}`;
}

const Size = z
  .string()
  .regex(/^(0|[1-9]\d{0,15})$/)
  .transform(Number);
const RootHash = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32);

/** What came of reading a checkpoint: the checkpoint, or why it is not to be believed. */
export type ReadCheckpoint =
  | { ok: true; checkpoint: Checkpoint }
  | { ok: false; reason: 'MALFORMED' | 'UNKNOWN_KEY' | 'BAD_SIGNATURE' };

/**
 * Reads a checkpoint that is signed by one of the given keys. Signatures by others (witnesses) are passed over;
 * extension lines are covered by the signature and otherwise ignored.
 */
export function readCheckpoint(text: string, keys: readonly KeyObject[]): ReadCheckpoint {
  const split = text.lastIndexOf('\n\n');
  if (split < 0) return { ok: false, reason: 'MALFORMED' };
  const body = text.slice(0, split + 1);
  const [origin, sizeLine, rootLine] = body.split('\n');
  const size = Size.safeParse(sizeLine);
  const rootHash = RootHash.safeParse(rootLine);
  if (!origin || !size.success || !rootHash.success) return { ok: false, reason: 'MALFORMED' };
  for (const line of text.slice(split + 2).split('\n')) {
    const [, name, signed] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    if (name !== origin || signed === undefined) continue;
    const bytes = Buffer.from(signed, 'base64');
    const key = keys.find((known) => keyIdOf(origin, known).equals(bytes.subarray(0, KEY_ID_BYTES)));
    if (!key) continue;
    const signature = bytes.subarray(KEY_ID_BYTES);
    const publicKey = key.type === 'private' ? createPublicKey(key) : key;
    if (!verify(null, Buffer.from(body), publicKey, signature)) return { ok: false, reason: 'BAD_SIGNATURE' };
    return { ok: true, checkpoint: { origin, size: size.data, rootHash: rootHash.data } };
  }
  return { ok: false, reason: 'UNKNOWN_KEY' };
}
