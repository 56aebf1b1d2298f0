import { categories, type Referral } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import { dsaHtml } from '../formats/dsa-html.ts';
import { dsaPdf } from '../formats/dsa-pdf.ts';
import en from '../messages/en.json' with { type: 'json' };
import th from '../messages/th.json' with { type: 'json' };
import { imminentReferral, inventEnvelope, inventReferral } from '../testing/invented-envelope.ts';
import { readFile } from '../testing/read-file.ts';
import { textOf } from '../testing/text-of-format.ts';
import { composeNotice } from './compose-notice.ts';

const entryOf = (referral: Referral, overrides: Parameters<typeof inventEnvelope>[1] = {}) => {
  const [entry] = composeNotice(inventEnvelope([referral], overrides)).entries;
  if (!entry) throw new Error('There is no entry');
  const facts = [...entry.facts, entry.explanation, ...entry.details];
  return new Map(facts.map(({ label, value }) => [label, value]));
};

describe('a notice as a letter', () => {
  it('has the points of Article 16(2), by their letters', () => {
    const referral = inventReferral();
    const entry = entryOf(referral);
    expect(entry.get(en.notice.explanation)).toBe(referral.explanation);
    expect(entry.get(en.notice.location)).toBe(referral.urlOriginal);
    expect(entry.get(en.notice.notifier)).toBe(
      'Left out: the notice concerns an offence referred to in Directive 2011/93/EU, Article 6.',
    );
    expect(entry.get(en.notice.goodFaith)).toBe(en.goodFaith);
    expect(entry.get(en.notice.database)).toBe(
      'STATEMENT_CATEGORY_PROTECTION_OF_MINORS, KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS',
    );
  });

  it('names the notifier exactly where no offence of Directive 2011/93 is concerned', async () => {
    for (const categoryCode of categories) {
      const named = ['CHILD_MARRIAGE', 'OTHER_SEC_RISK'].includes(categoryCode);
      const text = await textOf(dsaHtml, inventEnvelope([inventReferral({ categoryCode })]));
      expect(text.includes('Plover Foundation'), categoryCode).toBe(named);
      expect(text.includes('desk@plover.example'), categoryCode).toBe(named);
      expect(text.includes('plover.example</bdi>'), categoryCode).toBe(named);
      expect(text.includes('Directive 2011/93'), categoryCode).toBe(!named);
    }
  });

  it('names the notifier in no property of a PDF either', async () => {
    const bytes: Uint8Array[] = [];
    for await (const part of dsaPdf.write(inventEnvelope([inventReferral()]))) bytes.push(part);
    const { source, texts } = await readFile('application/pdf', Buffer.concat(bytes));
    expect(source).not.toContain('/Author');
    expect(`${texts.join('')}${source}`).not.toMatch(/Plover ?Foundation|plover\.example/i);
  });

  it('is refused without an address of the notifier exactly where the law asks for one', () => {
    const organisation = { name: 'Plover Foundation', contact: undefined, domain: undefined };
    expect(() => entryOf(inventReferral(), { organisation })).not.toThrow();
    expect(() => entryOf(inventReferral({ categoryCode: 'OTHER_SEC_RISK' }), { organisation })).toThrow(
      'needs the setting LAPWING_ORGANISATION_CONTACT',
    );
  });

  it('cites Article 18 where danger is imminent, and only there', () => {
    const { warning, title } = composeNotice(inventEnvelope([imminentReferral()], { imminent: true }));
    expect([warning, title]).toEqual([[en.imminent, en.article18], en.notice.titleImminent]);
    expect(composeNotice(inventEnvelope([inventReferral()])).warning).toEqual([]);
  });

  it('is in the language of the recipient, and says how a child is to be treated', () => {
    const referral = inventReferral({ categoryCode: 'SELF_GENERATED', modifiers: ['PEER_INVOLVED'] });
    const configuration = { language: 'th-TH' };
    const letter = composeNotice(inventEnvelope([referral], { configuration }));
    expect(letter.title).toBe(th.notice.title);
    expect(letter.entries[0]?.notes).toEqual([th.selfGenerated, th.peerInvolved]);
  });

  it('says of a correction that it is one, and why in point (a)', () => {
    const correction = inventReferral({
      relation: 'CORRECTION',
      relatesTo: '01990000-0000-7000-8000-0000000000c1',
    });
    const alone = composeNotice(inventEnvelope([correction]));
    expect(alone.title).toBe(en.notice.titleCorrection);
    expect(alone.paragraphs).toContain(en.notice.corrects);
    expect(alone.entries[0]?.explanation).toEqual({
      label: en.notice.correction,
      value: correction.explanation,
    });
    expect(entryOf(correction).get(en.field.relation)).toBe(en.relation.CORRECTION);

    const both = composeNotice(inventEnvelope([inventReferral(), correction]));
    expect(both.title).toBe(en.notice.title);
    expect(both.paragraphs).toContain(en.notice.corrects);
    expect(both.entries.map(({ explanation }) => explanation.label)).toEqual([
      en.notice.explanation,
      en.notice.correction,
    ]);
    expect(composeNotice(inventEnvelope([inventReferral()])).paragraphs).not.toContain(en.notice.corrects);
    const urgent = {
      ...imminentReferral(),
      relation: 'CORRECTION',
      relatesTo: correction.relatesTo,
    } as const;
    expect(composeNotice(inventEnvelope([urgent])).title).toBe(en.notice.titleImminent);
  });

  it('says nothing that was not agreed', () => {
    const entry = entryOf(inventReferral(), { configuration: { fields: ['referral_id', 'url_original'] } });
    for (const field of [
      'severity',
      'account_handle',
      'url_canonical',
      'jurisdiction',
      'notifier_ref',
    ] as const)
      expect(entry.has(en.field[field]), field).toBe(false);
  });
});
