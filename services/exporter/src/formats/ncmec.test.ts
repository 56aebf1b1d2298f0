import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { categories, type Referral } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import { conformanceEnvelopes } from '../testing/conformance/conformance-envelopes.ts';
import {
  bareReferral,
  imminentReferral,
  inventEnvelope,
  inventReferral,
} from '../testing/invented-envelope.ts';
import { publishedSchemaPath, withPublishedSchemas } from '../testing/published-schemas.ts';
import { textOf } from '../testing/text-of-format.ts';
import { ncmec } from './ncmec.ts';

const reportOf = (referral: Referral, overrides: Parameters<typeof inventEnvelope>[1] = {}) =>
  textOf(ncmec, inventEnvelope([referral], overrides));

describe('ncmec', () => {
  it('says in the words of NCMEC what happened, where, and who reports it', async () => {
    const xml = await reportOf(inventReferral({ categoryCode: 'SEXUAL_EXTORTION' }));
    expect(xml).toContain('<incidentType>Online Enticement of Children for Sexual Acts</incidentType>');
    expect(xml).toContain('<sextortion>true</sextortion>');
    expect(xml).toContain('<webPageIncident thirdPartyHostedContent="true">');
    expect(xml).toContain('<email type="Business">desk@plover.example</email>');
    expect(xml).toContain('<screenName>lapwing.example</screenName>');
    expect(xml).toContain('Referral id: 01990000-0000-7000-8000-000000000001');
    expect(xml).not.toContain('industryClassification');
    expect(xml).not.toContain('escalateToHighPriority');
  });

  it('escalates imminent danger and says that law enforcement was told', async () => {
    const xml = await reportOf(imminentReferral());
    expect(xml).toMatch(/<escalateToHighPriority>Imminent danger: [^<]+<\/escalateToHighPriority>/);
    expect(xml).toContain('<agencyName>Child protection police</agencyName>');
    expect(xml).toContain('<reportedToLe>true</reportedToLe>');
  });

  it('reports no person where the account may be a child', async () => {
    const xml = await reportOf(inventReferral({ modifiers: ['PEER_INVOLVED'] }));
    expect(xml).not.toContain('personOrUserReported');
    expect(xml).toContain('<minorToMinorInteraction>true</minorToMinorInteraction>');
  });

  it('never dates an incident later than the batch', async () => {
    const xml = await reportOf(inventReferral({ observedAt: '2026-01-31T10:04:00.000Z' }));
    expect(xml).toContain('<incidentDateTime>2026-01-31T10:00:00.000Z</incidentDateTime>');
  });

  it('leaves out what XML cannot say, and escapes the rest', async () => {
    const xml = await reportOf(
      inventReferral({
        explanation: 'a\u0001\u000b\u001f\uffff<b> & "c" ]]> ไทย 🤫',
        urlOriginal: 'https://a.example/?x=1&y=<2>',
      }),
    );
    expect(xml).toContain('a&lt;b&gt; &amp; ');
    expect(xml).toContain('ไทย 🤫');
    expect(xml).toContain('https://a.example/?x=1&amp;y=&lt;2&gt;');
    for (const character of '\u0001\u000b\u001f\uffff') expect(xml).not.toContain(character);
  });

  it('leaves out a category whose type a person has to choose', async () => {
    for (const categoryCode of ['CHILD_MARRIAGE', 'SELF_GENERATED', 'OTHER_SEC_RISK'] as const)
      expect(await reportOf(inventReferral({ categoryCode }))).toBe('');
  });

  it('is off without a user of our own at NCMEC', async () => {
    const organisation = {
      name: 'Plover Foundation',
      contact: 'desk@plover.example',
      domain: 'plover.example',
    };
    await expect(reportOf(inventReferral(), { organisation })).rejects.toThrow(
      'NCMEC CyberTipline is off: the setting LAPWING_NCMEC_USER is not there',
    );
  });
});

const published = withPublishedSchemas(
  'ncmec',
  'every report is valid by xmllint against the published schema',
);
const noXmllint = spawnSync('xmllint', ['--version']).error !== undefined;
const title = noXmllint ? `${published.title} (left out: xmllint is not on this machine)` : published.title;

describe('NCMEC CyberTipline XML', () => {
  it.skipIf(published.absent || noXmllint)(title, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lapwing-ncmec-'));
    try {
      const schema = publishedSchemaPath('ncmec/cyber_tipline.xsd');
      const referrals = [
        ...categories.flatMap((categoryCode) => [
          inventReferral({ categoryCode, modifiers: ['PEER_INVOLVED'] }),
          bareReferral({ categoryCode }),
        ]),
        imminentReferral(),
        imminentReferral('CSAM_SOLICITATION'),
        ...conformanceEnvelopes.flatMap(([, { referrals: all }]) => all),
      ].filter((referral) => ncmec.carries?.(referral));
      const files: string[] = [];
      for (const [index, referral] of referrals.entries()) {
        const file = join(folder, `${index}.xml`);
        writeFileSync(file, await reportOf(referral));
        files.push(file);
      }
      const nameless = {
        name: 'Plover Foundation',
        contact: undefined,
        domain: undefined,
        ncmecUser: 'plover',
      };
      writeFileSync(join(folder, 'few.xml'), await reportOf(bareReferral(), { organisation: nameless }));
      const valid = [...files, join(folder, 'few.xml')];
      expect(files.length).toBeGreaterThan(100);
      // Ends the test with what xmllint said when a file is not valid.
      execFileSync('xmllint', ['--noout', '--schema', schema, ...valid], { encoding: 'utf8', stdio: 'pipe' });
      const broken = join(folder, 'broken.xml');
      writeFileSync(
        broken,
        (await reportOf(inventReferral()))
          .replace('<reporter>', '<reporters>')
          .replace('</reporter>', '</reporters>'),
      );
      expect(spawnSync('xmllint', ['--noout', '--schema', schema, broken]).status).not.toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
