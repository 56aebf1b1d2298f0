import { describe, expect, it } from 'vitest';
import { imminentReferral, inventReferral } from '../testing/invented-envelope.ts';
import { composePlatformReport } from './compose-platform-report.ts';
import en from './messages/en.json' with { type: 'json' };
import th from './messages/th.json' with { type: 'json' };

const about = { organisation: 'Plover Foundation', language: 'en' };

describe('composePlatformReport', () => {
  it('says who sends it, under which id, by which policy, where it is and why', () => {
    const referral = inventReferral();
    expect(composePlatformReport(referral, about, 1000).split('\n')).toEqual([
      `Plover Foundation: ${referral.referralId}`,
      referral.policyArea,
      referral.urlCanonical,
      referral.explanation,
    ]);
  });

  it('begins with the danger, in the language of the recipient', () => {
    const referral = imminentReferral();
    expect(composePlatformReport(referral, about, 1000)).toMatch(new RegExp(`^${en.urgent}\n`));
    expect(composePlatformReport(referral, { ...about, language: 'th-TH' }, 1000).startsWith(th.urgent)).toBe(
      true,
    );
    expect(composePlatformReport(referral, { ...about, language: 'fr' }, 1000).startsWith(en.urgent)).toBe(
      true,
    );
    expect(Object.keys(th)).toEqual(Object.keys(en));
  });

  it('says that a child is to be protected where the account may be one of a child', () => {
    for (const referral of [
      inventReferral({ categoryCode: 'SELF_GENERATED' }),
      inventReferral({ modifiers: ['PEER_INVOLVED'] }),
    ])
      expect(composePlatformReport(referral, about, 1000).startsWith(en.child)).toBe(true);
    expect(composePlatformReport(inventReferral(), about, 1000)).not.toContain(en.child);
  });

  it('keeps to the length that the recipient takes, counted in characters', () => {
    const referral = inventReferral({ explanation: '🔔'.repeat(400) });
    const text = composePlatformReport(referral, about, 300);
    expect([...text]).toHaveLength(300);
    expect(text.endsWith('🔔…')).toBe(true);
    expect(text).toContain(referral.urlCanonical);
  });
});
