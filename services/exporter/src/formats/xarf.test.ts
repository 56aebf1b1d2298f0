import { categories, modifiers, platforms, type Referral } from '@lapwing/contracts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Envelope } from '../envelope.ts';
import { conformanceEnvelopes } from '../testing/conformance/conformance-envelopes.ts';
import {
  bareReferral,
  imminentReferral,
  inventEnvelope,
  inventReferral,
} from '../testing/invented-envelope.ts';
import { readPublishedSchema, withPublishedSchemas } from '../testing/published-schemas.ts';
import { textOf } from '../testing/text-of-format.ts';
import { xarf } from './xarf.ts';

const Report = z.looseObject({
  report_id: z.string(),
  url: z.string(),
  tags: z.array(z.string()),
  description: z.string(),
});
const reportsOf = async (envelope: Envelope) =>
  (await textOf(xarf, envelope))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Report.parse(JSON.parse(line)));
const onlyReportOf = async (referral: Referral) => {
  const [report] = await reportsOf(inventEnvelope([referral]));
  if (!report) throw new Error('There is no report');
  return report;
};

describe('xarf', () => {
  it('is one whole report per line, with the referral id as report id', async () => {
    const [report, ...more] = await reportsOf(inventEnvelope([inventReferral(), imminentReferral()]));
    expect(more).toHaveLength(1);
    expect(report).toEqual({
      xarf_version: '4.2.0',
      report_id: '01990000-0000-7000-8000-000000000001',
      timestamp: '2026-01-30T08:00:00.000Z',
      reporter: { org: 'Plover Foundation', contact: 'desk@plover.example', domain: 'plover.example' },
      sender: { org: 'Plover Foundation', contact: 'desk@plover.example', domain: 'plover.example' },
      source_identifier: 'm.facebook.com',
      category: 'content',
      type: 'csem',
      url: 'https://m.facebook.com/lapwing.example/posts/1001?ref=share',
      domain: 'm.facebook.com',
      verified_at: '2026-01-31T09:30:00.000Z',
      verification_method: 'manual',
      exploitation_type: 'grooming',
      detection_method: 'manual_review',
      platform: 'social_media',
      evidence_source: 'researcher_analysis',
      evidence_type: ['metadata'],
      perpetrator_indicators: { account_id: '77' },
      description: 'The account asks children for their age, asks for secrecy and offers gifts for contact.',
      tags: ['tlp:amber', 'category:grooming', 'requested:remove', 'severity:2', 'urgency:priority'],
    });
  });

  it('says that danger is imminent and that law enforcement was told', async () => {
    const report = await onlyReportOf(imminentReferral());
    expect(report.tags).toEqual(
      expect.arrayContaining(['danger:imminent', 'danger:planned_meeting', 'urgency:imminent']),
    );
    expect(report).toMatchObject({ reporting_obligations: ['local_law_enforcement'] });
  });

  it('names no account as a perpetrator where it may be a child', async () => {
    for (const child of [
      inventReferral({ categoryCode: 'SELF_GENERATED' }),
      inventReferral({ secondaryCategories: ['SELF_GENERATED'] }),
      inventReferral({ modifiers: ['PEER_INVOLVED'] }),
    ]) {
      const report = await onlyReportOf(child);
      expect(report).not.toHaveProperty('perpetrator_indicators');
      expect(report.tags).toContain('care:protect_child');
      expect(report.description).toMatch(
        /gifts for contact\.\n.*not suspected of anything|None of them is a suspect/,
      );
    }
    const long = inventReferral({ categoryCode: 'SELF_GENERATED', explanation: 'a'.repeat(990) });
    expect((await onlyReportOf(long)).description).toBe('a'.repeat(990));
  });

  it('leaves out a category for which XARF has no word', async () => {
    const envelope = inventEnvelope([
      inventReferral({ categoryCode: 'CHILD_MARRIAGE' }),
      inventReferral({ categoryCode: 'OTHER_SEC_RISK' }),
      inventReferral({ categoryCode: 'SEC_TRAVEL_TOURISM' }),
    ]);
    expect(await reportsOf(envelope)).toMatchObject([{ exploitation_type: 'trafficking' }]);
  });

  it('is refused with the name of the setting that is missing', async () => {
    const organisation = { name: 'Plover Foundation', contact: 'desk@plover.example', domain: undefined };
    await expect(reportsOf(inventEnvelope([inventReferral()], { organisation }))).rejects.toThrow(
      'XARF needs the setting LAPWING_ORGANISATION_DOMAIN',
    );
  });
});

const published = withPublishedSchemas('xarf', 'every report is valid against the published schema');
describe('XARF v4 content/csem', () => {
  it.skipIf(published.absent)(published.title, async () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const files = {
      'xarf-core': 'xarf-core',
      'types/content-base': 'content-base',
      'types/content-csem': 'content-csem',
    };
    for (const [id, file] of Object.entries(files))
      ajv.addSchema({
        ...(await readPublishedSchema(`xarf/${file}.json`)),
        $id: `https://xarf.org/schemas/v4/${id}.json`,
      });
    const validate = ajv.getSchema('https://xarf.org/schemas/v4/types/content-csem.json');
    if (!validate) throw new Error('The schema was not found');
    const referrals = [
      ...categories.flatMap((categoryCode) => [
        inventReferral({ categoryCode }),
        bareReferral({ categoryCode }),
      ]),
      ...platforms.map((platform) => inventReferral({ platform })),
      { ...imminentReferral(), modifiers: [...modifiers], secondaryCategories: [...categories] },
      inventReferral({ explanation: 'ขอให้เก็บเป็นความลับ 🤫'.repeat(40) }),
      inventReferral({ urlOriginal: 'https://ตัวอย่าง.example/กระทู้/[1]?คำ=ลับ&a=100%|b#x' }),
      inventReferral({ urlOriginal: 'https://192.0.2.7:8443/a b' }),
      inventReferral({ urlOriginal: 'https://[2001:db8::1]/a' }),
    ];
    for (const tlp of ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const) {
      const reports = await reportsOf(inventEnvelope(referrals, { configuration: { tlp } }));
      expect(reports.length).toBe(referrals.length - 4);
      for (const report of reports) {
        validate(report);
        expect(validate.errors ?? []).toEqual([]);
      }
    }
    for (const [name, envelope] of conformanceEnvelopes)
      for (const report of await reportsOf(envelope)) {
        validate(report);
        expect(validate.errors ?? [], name).toEqual([]);
      }
    expect(validate({ ...(await onlyReportOf(inventReferral())), exploitation_type: 'none' })).toBe(false);
    expect(validate({ ...(await onlyReportOf(inventReferral())), url: 'https://ก.example/ ' })).toBe(false);
  });
});
