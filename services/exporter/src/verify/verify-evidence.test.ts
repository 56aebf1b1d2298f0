import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CustodyLog, EvidenceFile, Manifest } from '@lapwing/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { buildPackage } from '../evidence/build-package.ts';
import { sealedArchive } from '../evidence/sealed-archive.ts';
import { manifestBytes, publicKeyText, signatureBytes } from '../manifest.ts';
import { filesOfArchive } from '../testing/files-of-archive.ts';
import { inventEvidence } from '../testing/invented-evidence.ts';
import { fingerprintOf } from './public-key.ts';
import { verifyPath } from './verify-path.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const fingerprint = fingerprintOf(createPublicKey(privateKey));

let place: string;
let sound: Buffer;
let soundFiles: Map<string, Buffer>;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'lapwing-evidence-'));
  ({ archive: sound } = await buildPackage(inventEvidence(privateKey), privateKey));
  soundFiles = await filesOfArchive(sound);
});
afterAll(() => rm(place, { recursive: true, force: true }));

const verifyBytes = async (archive: Buffer, key?: string) => {
  const path = join(place, 'package.zip');
  await writeFile(path, archive);
  return verifyPath(path, key === undefined ? {} : { key });
};
const problems = async (archive: Buffer, key?: string): Promise<string[]> =>
  (await verifyBytes(archive, key)).findings.filter(({ ok }) => !ok).map(({ sentence }) => sentence);

/** What the archive looks like when somebody with the files, and no key, changes some and packs them anew. */
const repacked = (changed: Record<string, Buffer | null>): Promise<Buffer> => {
  const files = new Map(soundFiles);
  for (const [name, bytes] of Object.entries(changed))
    if (bytes === null) files.delete(name);
    else files.set(name, bytes);
  return sealedArchive(files);
};

/** What somebody who holds the key, or a key, could hand out: other files under a manifest that is signed anew. */
const signedAnew = async (changed: Record<string, Buffer>, key: KeyObject): Promise<Buffer> => {
  const files = new Map(soundFiles);
  for (const [name, bytes] of Object.entries(changed)) files.set(name, bytes);
  const {
    files: listed,
    publicKey: _,
    ...about
  } = Manifest.parse(JSON.parse(String(files.get('manifest.json'))));
  const relisted = listed.map(({ name, mediaType }) => {
    const bytes = files.get(name) ?? Buffer.alloc(0);
    return {
      name,
      mediaType,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
  });
  const manifest = manifestBytes(about, relisted, key);
  files.set('manifest.json', manifest);
  files.set('manifest.sig', signatureBytes(manifest, key));
  return sealedArchive(files);
};

const custody = (): CustodyLog => CustodyLog.parse(JSON.parse(String(soundFiles.get('custody.json'))));
const asJson = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe('verifyPath on a sound package of evidence', () => {
  it('finds nothing wrong in the archive and in its unpacked folder', async () => {
    const folder = join(place, 'unpacked');
    await mkdir(folder);
    for (const [name, bytes] of soundFiles) await writeFile(join(folder, name), bytes);
    for (const report of [await verifyBytes(sound, fingerprint), await verifyPath(folder)]) {
      expect(report.findings.filter(({ ok }) => !ok)).toEqual([]);
      expect(report).toMatchObject({
        ok: true,
        fingerprint,
        about: { kind: 'evidence', organisation: 'Plover Foundation', tlp: 'TLP:AMBER+STRICT' },
      });
    }
    const said = (await verifyBytes(sound)).findings.map(({ sentence }) => sentence).join('\n');
    expect(said).toContain('each of the 8 rows stands in the signed log; 4 keep their details closed');
    expect(said).toContain('the audit log had 23 rows');
  });

  it('compares with the key that was expected', async () => {
    const other = publicKeyText(generateKeyPairSync('ed25519').privateKey);
    expect(await problems(sound, other)).toEqual([expect.stringContaining('Another key signed this')]);
  });
});

describe('verifyPath on a package whose bytes were changed', () => {
  it('refuses it whichever byte was flipped', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
        const changed = Buffer.from(sound);
        changed[at] = (changed[at] ?? 0) ^ bits;
        expect((await verifyBytes(changed)).ok).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it('refuses it whichever byte between its files was flipped', { timeout: 120_000 }, async () => {
    // Everything that is not a file: headers, and the directory at the end, where no hash reaches.
    const inAFile = new Uint8Array(sound.length);
    for (const bytes of soundFiles.values()) {
      const start = sound.indexOf(bytes);
      inAFile.fill(1, start, start + bytes.length);
    }
    const between = [...inAFile.keys()].filter((at) => inAFile[at] === 0);
    expect(between.length).toBeGreaterThan(300);
    for (const at of between) {
      const changed = Buffer.from(sound);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect((await verifyBytes(changed)).ok, `byte ${at}`).toBe(false);
    }
  });

  it('refuses it wherever it was cut, and whatever was put in', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(sound.length - 1),
        fc.nat(200),
        fc.uint8Array({ maxLength: 40 }),
        async (at, left, put) => {
          fc.pre(left > 0 || put.length > 0);
          const changed = Buffer.concat([sound.subarray(0, at), put, sound.subarray(at + left)]);
          fc.pre(!changed.equals(sound));
          expect((await verifyBytes(changed)).ok).toBe(false);
        },
      ),
      { numRuns: 200 },
    );
  });

  it.for([
    ['after its end', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('more')])],
    ['before its beginning', (bytes: Buffer) => Buffer.concat([Buffer.from('more'), bytes])],
    ['as another archive behind it', (bytes: Buffer) => Buffer.concat([bytes, bytes])],
  ] as const)('refuses what was put %s', async ([, change]) => {
    expect((await verifyBytes(change(sound))).ok).toBe(false);
  });
});

describe('verifyPath on a package that was packed anew', () => {
  it('names the file that was changed, is missing or was added', async () => {
    const words = Buffer.from(String(soundFiles.get('evidence.json')).replace('REMOVED', 'ACKNOWLEDGED'));
    expect((await problems(await repacked({ 'evidence.json': words })))[0]).toMatch(
      /^evidence\.json has \d+ bytes/,
    );
    expect(await problems(await repacked({ 'checkpoint.txt': null }))).toContain(
      'checkpoint.txt is missing.',
    );
    expect(await problems(await repacked({ 'extra.txt': Buffer.from('x') }))).toContain(
      'extra.txt is not part of the package.',
    );
  });

  it('refuses names that lead elsewhere, twice the same name, links and folders', async () => {
    const zipOf = async (fill: (zip: ZipFile) => void): Promise<Buffer> => {
      const zip = new ZipFile();
      for (const [name, bytes] of soundFiles) zip.addBuffer(bytes, name, { compress: false });
      fill(zip);
      zip.end();
      const path = join(place, 'made.zip');
      await pipeline(zip.outputStream, createWriteStream(path));
      return readFile(path);
    };
    const twice = await zipOf((zip) => zip.addBuffer(Buffer.from('{}'), 'evidence.json'));
    expect(await problems(twice)).toContain('evidence.json is there twice.');
    const link = await zipOf((zip) =>
      zip.addBuffer(Buffer.from('/etc/hostname'), 'link', { mode: 0o120_777 }),
    );
    expect(await problems(link)).toContain('link is a link.');
    const folder = await zipOf((zip) => zip.addBuffer(Buffer.from('x'), 'deep/file'));
    expect(await problems(folder)).toContain('deep/file lies in a folder.');
    const named = await zipOf((zip) => zip.addBuffer(Buffer.from('x'), 'AA/file'));
    const climbing = Buffer.from(named.toString('latin1').replaceAll('AA/file', '../file'), 'latin1');
    expect((await verifyBytes(climbing)).ok).toBe(false);
  });

  it('reads no more of a bomb than the manifest says', async () => {
    const zip = new ZipFile();
    for (const [name, bytes] of soundFiles)
      if (name !== 'evidence.json') zip.addBuffer(bytes, name, { compress: false });
    zip.addBuffer(Buffer.alloc(300 * 1024 * 1024), 'evidence.json', { compress: true });
    zip.end();
    const path = join(place, 'bomb.zip');
    await pipeline(zip.outputStream, createWriteStream(path));
    const report = await verifyPath(path);
    expect(report.findings.filter(({ ok }) => !ok).map(({ sentence }) => sentence)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^evidence\.json has 314572800 bytes, and the manifest says/),
        'evidence.json is far too long.',
      ]),
    );
  });
});

describe('verifyPath on a package whose signer lies', () => {
  it('refuses a row that says something else than the log does', async () => {
    const log = custody();
    const rows = log.rows.map((row, index) => (index === 2 ? { ...row, verb: 'REFERRAL_WITHDRAWN' } : row));
    const lie = await signedAnew({ 'custody.json': asJson({ ...log, rows }) }, privateKey);
    expect(await problems(lie, fingerprint)).toContain(
      'custody.json: the row REFERRAL_WITHDRAWN is not at place 7 of the signed log.',
    );
  });

  it('refuses details that the log did not have', async () => {
    const log = custody();
    const rows = log.rows.map((row) =>
      row.proof.kind === 'OPEN'
        ? {
            ...row,
            proof: { ...row.proof, details: { ...row.proof.details, value: '{"verdict": "DISMISS"}' } },
          }
        : row,
    );
    const lie = await signedAnew({ 'custody.json': asJson({ ...log, rows }) }, privateKey);
    expect((await problems(lie)).join()).toContain('is not at place 4 of the signed log');
  });

  it('refuses a log whose root another key signed', async () => {
    const other = generateKeyPairSync('ed25519').privateKey;
    const checkpoint = Buffer.from(inventEvidence(other).checkpoint);
    expect(await problems(await signedAnew({ 'checkpoint.txt': checkpoint }, privateKey))).toContain(
      'checkpoint.txt is not signed with the key of the manifest.',
    );
  });

  it('refuses content about another package', async () => {
    const content = EvidenceFile.parse(JSON.parse(String(soundFiles.get('evidence.json'))));
    const other = { ...content, packageId: '01990000-0000-7000-8000-0000000000e2' };
    expect(await problems(await signedAnew({ 'evidence.json': asJson(other) }, privateKey))).toContain(
      'evidence.json and the manifest contradict each other.',
    );
  });

  it.for(['evidence.json', 'custody.json'])('says that %s cannot be read, and ends', async (name) => {
    for (const [bytes, sentence] of [
      [Buffer.from('{'), `${name} is not valid JSON.`],
      [Buffer.from('{}'), `${name} does not say what it should.`],
    ] as const)
      expect(await problems(await signedAnew({ [name]: bytes }, privateKey))).toContain(sentence);
  });
});
