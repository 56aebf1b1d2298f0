import { createPrivateKey, hash } from 'node:crypto';
import { CustodyLog, EvidenceFile } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import { filesOfArchive } from '../testing/files-of-archive.ts';
import { inventEvidence, inventItem } from '../testing/invented-evidence.ts';
import { textOfPdf } from '../testing/text-of-pdf.ts';
import { buildPackage, problemsOf } from './build-package.ts';
import { sealedArchive } from './sealed-archive.ts';

/** A key for tests only, always the same: what it signs can be pinned. */
const signingKey = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${'07'.repeat(32)}`, 'hex'),
  format: 'der',
  type: 'pkcs8',
});
const evidence = inventEvidence(signingKey);

const textsOf = async (...given: Parameters<typeof inventEvidence>): Promise<Map<string, string>> => {
  const { archive } = await buildPackage(inventEvidence(...given), signingKey);
  const files = await filesOfArchive(archive);
  return new Map(
    [...files].map(([name, bytes]) => [
      name,
      name.endsWith('.pdf') ? textOfPdf(bytes) : bytes.toString('utf8'),
    ]),
  );
};

describe('a package of evidence', () => {
  it('has the same bytes whenever it is built', async () => {
    const one = await buildPackage(evidence, signingKey);
    const other = await buildPackage(structuredClone(evidence), signingKey);
    expect(one.archive.equals(other.archive)).toBe(true);
    expect(one.files.map(({ name }) => name)).toEqual([
      'checkpoint.txt',
      'custody.json',
      'evidence-en.pdf',
      'evidence-th.pdf',
      'evidence.json',
      'SHA256SUMS',
      'manifest.json',
      'manifest.sig',
    ]);
  });

  it('says every event, in English and in Thai', async () => {
    const texts = await textsOf(signingKey);
    const content = EvidenceFile.parse(JSON.parse(texts.get('evidence.json') ?? ''));
    expect(content.items[0]?.events).toHaveLength(12);
    const english = texts.get('evidence-en.pdf');
    for (const words of [
      'Decision:confirmed',
      'Lawenforcementtold:Childprotectionpolice',
      'META-1',
      'stillthere',
      'nowseverity1',
      'Wecorrectedthis',
      'CP17/2569',
      'Provincialcourt',
      'd41d8cd98f00b204e9800998ecf8427e,from:hotlinelist',
    ])
      expect(english).toContain(words);
    const thai = texts.get('evidence-th.pdf');
    for (const words of ['ผลการตัดสิน:ยืนยัน', 'โดยอำนาจของ', 'ลำดับเหตุการณ์']) expect(thai).toContain(words);
  });

  it('names people by marks of its own unless pseudonyms were agreed', async () => {
    const agreed = await textsOf(signingKey);
    expect([...agreed.values()].join()).toContain('plover-18');
    const fields = evidence.fields.filter((field) => field !== 'notifier_ref');
    const texts = [...(await textsOf(signingKey, { fields })).values()].join();
    expect(texts).not.toMatch(/plover-\d/);
    expect(texts).toContain('person-1');
  });

  it('calls no child a suspect: where the account may be a child’s, every page of words says so first', async () => {
    const texts = await textsOf(signingKey, { items: [inventItem({ accountMayBeOfAChild: true })] });
    const english = texts.get('evidence-en.pdf') ?? '';
    expect(english).toContain('Nochildisasuspecthere');
    expect(english.indexOf('Nochildisasuspecthere')).toBeLessThan(english.indexOf('lapwing.example'));
    expect(english).toContain('lapwing.example.Theaccountmaybethatofachildtobeprotected.');
    expect(texts.get('evidence-th.pdf')).toContain('เด็กทุกคนในที่นี้ไม่ใช่ผู้ต้องสงสัย');
    expect((await textsOf(signingKey)).get('evidence-en.pdf')).not.toContain('Nochildisasuspecthere');
  });

  it('has nothing in it that steers whoever reads it', async () => {
    const item = inventItem();
    const facts = { ...item.facts, explanation: 'Asks for the age\u0007 and for \u001b[31msecrecy.' };
    const texts = await textsOf(signingKey, { items: [{ ...item, facts }] });
    for (const text of texts.values()) expect(text).not.toMatch(/(?!\n)\p{Cc}|\\u00(?:07|1b)/u);
  });

  it('gives what the log committed to as it is, escaped where it steers', async () => {
    const { archive, contents } = await buildPackage(evidence, signingKey);
    const text = String(contents.get('custody.json'));
    expect(text).toContain('One\\u007f\\u0085\\u009f\\ufffe');
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\uFFFE]/u);
    expect(CustodyLog.parse(JSON.parse(text)).rows.map(({ proof }) => proof)).toEqual(
      evidence.custody.rows.map(({ proof }) => proof),
    );
    expect(await problemsOf({ archive, contents, files: [] }, signingKey)).toEqual([]);
  });

  it('is found wrong before it is handed out when a row is not in the log', async () => {
    const [first, ...rest] = evidence.custody.rows;
    if (!first) throw new Error('There is no row');
    const rows = [{ ...first, verb: 'BATCH_SENT' }, ...rest];
    const built = await buildPackage({ ...evidence, custody: { ...evidence.custody, rows } }, signingKey);
    expect(await problemsOf(built, signingKey)).toEqual([
      expect.stringContaining('BATCH_SENT is not at place'),
    ]);
  });

  it('is laid out as it always was: packages that were handed out long ago are made again to compare', async () => {
    const archive = await sealedArchive(
      new Map([
        ['b.txt', Buffer.from('two')],
        ['a.txt', Buffer.from('one')],
      ]),
    );
    expect(hash('sha256', archive, 'hex')).toBe(
      'c10559a8f030622fe3dfe2702ccfa0c638b594aa2a30433ae9360ff6194c8afc',
    );
  });
});
