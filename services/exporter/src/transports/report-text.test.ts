import { fieldsOfReport, reportText } from '@lapwing/store/platform-report/report-text';
import { describe, expect, it } from 'vitest';
import { imminentReferral, inventReferral, inventTranslation } from '../testing/invented-envelope.ts';

const urgent = 'URGENT: a child may be in danger now.';
const child = 'The account may be that of a child, who is to be protected';

const about = { organisation: 'Plover Foundation', language: 'en' };

describe('reportText', () => {
  it('says who sends it, under which id, by which policy, where it is and why', () => {
    const referral = inventReferral();
    expect(reportText('MASTODON', referral, about).split('\n')).toEqual([
      `Plover Foundation: ${referral.referralId}`,
      referral.policyArea,
      referral.urlCanonical,
      referral.explanation,
    ]);
  });

  it('begins with the danger, in the language of the recipient', () => {
    const referral = imminentReferral();
    expect(reportText('MASTODON', referral, about)).toMatch(new RegExp(`^${urgent}\n`));
    expect(reportText('MASTODON', referral, { ...about, language: 'th-TH' }).startsWith('เร่งด่วน: ')).toBe(
      true,
    );
    expect(reportText('MASTODON', referral, { ...about, language: 'fr' }).startsWith(urgent)).toBe(true);
  });

  it('says that a child is to be protected where the account may be one of a child', () => {
    for (const referral of [
      inventReferral({ categoryCode: 'SELF_GENERATED' }),
      inventReferral({ modifiers: ['PEER_INVOLVED'] }),
    ])
      expect(reportText('MASTODON', referral, about).startsWith(child)).toBe(true);
    expect(reportText('MASTODON', inventReferral(), about)).not.toContain(child);
  });

  it('has a translation behind the explanation, marked, where there is room for the whole of it', () => {
    const referral = inventReferral(inventTranslation('The account asks for secrecy.'));
    const text = reportText('MASTODON', referral, about);
    const mark = 'Translation from Thai, made by the organisation: The account asks for secrecy.';
    expect(text.endsWith(`${referral.explanation}\n${mark}`)).toBe(true);
    expect(fieldsOfReport('MASTODON', referral, text)).toContain('translation_en');
    const long = { ...referral, explanation: 'A'.repeat(800) };
    const full = reportText('MASTODON', long, about);
    expect(full.endsWith(`\n${long.explanation}`)).toBe(true);
    expect(fieldsOfReport('MASTODON', long, full)).not.toContain('translation_en');
    expect(reportText('COOP', long, about)).toContain(mark);
  });

  it('says the category where the policy has no other name, or by the sentence about the child', () => {
    const says = (kind: 'MASTODON' | 'COOP' | 'BLUESKY', changes: Parameters<typeof inventReferral>[0]) => {
      const referral = inventReferral({ categoryCode: 'GROOMING', ...changes });
      return fieldsOfReport(kind, referral, reportText(kind, referral, about)).includes('category_code');
    };
    for (const kind of ['MASTODON', 'COOP'] as const) {
      expect(says(kind, { policyArea: 'Child safety' })).toBe(false);
      expect(says(kind, { policyArea: 'GROOMING' })).toBe(true);
      expect(says(kind, { policyArea: 'Child safety', modifiers: ['PEER_INVOLVED'] })).toBe(true);
    }
    expect(says('BLUESKY', { policyArea: 'Child safety' })).toBe(true);
  });

  it('keeps to the length that the recipient takes, counted in characters', () => {
    const referral = inventReferral({ explanation: `${'ก'.repeat(20)}🔔`.repeat(45) });
    const text = reportText('MASTODON', referral, about);
    expect([...text]).toHaveLength(1_000);
    expect(text).toMatch(/[ก🔔]…$/u);
    expect(text).toContain(referral.urlCanonical);
  });
});
