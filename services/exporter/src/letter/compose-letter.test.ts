import { categories } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import en from '../messages/en.json' with { type: 'json' };
import th from '../messages/th.json' with { type: 'json' };
import { imminentReferral, inventEnvelope, inventReferral } from '../testing/invented-envelope.ts';
import { composeLetter } from './compose-letter.ts';

const letterOf = (...referrals: ReturnType<typeof inventReferral>[]) =>
  composeLetter(inventEnvelope(referrals));

describe('composeLetter', () => {
  it('names the organisation, states good faith and marks how it may be shared', () => {
    const letter = letterOf(inventReferral());
    expect(letter.tlp).toBe('TLP:AMBER');
    expect(letter.facts).toContainEqual({ label: en.from, value: 'Plover Foundation' });
    expect(letter.paragraphs).toContain(en.goodFaith);
    expect(letter.closing.join(' ')).toContain('desk@plover.example');
    expect(letter.warning).toEqual([]);
  });

  it('cites Article 18 of the Digital Services Act, where it applies, and says that police were told, in imminent danger', () => {
    const letter = letterOf(imminentReferral());
    expect(letter.title).toBe(en.titleImminent);
    expect(letter.warning.join(' ')).toContain('Where Regulation (EU) 2022/2065');
    expect(letter.warning.join(' ')).toContain('Article 18');
    expect(letter.entries[0]?.facts).toContainEqual({
      label: en.field.lawEnforcement,
      value: 'Child protection police, 2026-01-31 09:40 UTC',
    });
  });

  it('never makes a child a suspect, and says so exactly where a child may have made or taken part', () => {
    for (const categoryCode of categories) {
      const notes = letterOf(inventReferral({ categoryCode })).entries[0]?.notes;
      expect(notes).toEqual(categoryCode === 'SELF_GENERATED' ? [en.selfGenerated] : []);
    }
    const secondary = letterOf(inventReferral({ secondaryCategories: ['SELF_GENERATED'] }));
    expect(secondary.entries[0]?.notes).toEqual([en.selfGenerated]);
    const peers = letterOf(inventReferral({ modifiers: ['PEER_INVOLVED'] }));
    expect(peers.entries[0]?.notes).toEqual([en.peerInvolved]);
  });

  it('shows no field that was not agreed with the recipient', () => {
    const { entries } = composeLetter(
      inventEnvelope([inventReferral()], { configuration: { fields: ['referral_id', 'url_original'] } }),
    );
    const labels = [...(entries[0]?.facts ?? []), ...(entries[0]?.details ?? [])].map(({ label }) => label);
    expect(labels).not.toContain(en.field.account_handle);
    expect(labels).not.toContain(en.field.severity);
    expect(labels).toContain(en.field.url_original);
  });

  it('promises every entry in every other file only where that is so', () => {
    const closing = (formats: ('csv' | 'html' | 'xarf')[]) =>
      composeLetter(inventEnvelope([inventReferral()], { configuration: { formats } })).closing;
    expect(closing(['csv', 'html'])).toContain(en.files);
    expect(closing(['csv', 'html', 'xarf'])).toContain(en.filesPartly);
    expect(closing(['csv', 'html', 'xarf'])).not.toContain(en.files);
    const retraction = inventReferral({
      relation: 'RETRACTION',
      relatesTo: '01990000-0000-7000-8000-0000000000c2',
    });
    const configuration = { formats: ['html' as const, 'dsa' as const] };
    expect(composeLetter(inventEnvelope([inventReferral()], { configuration })).closing).toContain(en.files);
    expect(composeLetter(inventEnvelope([retraction], { configuration })).closing).toContain(en.filesPartly);
  });

  it('is in the language of the recipient, or in English where there are no words for it', () => {
    const titled = (language: string) =>
      composeLetter(inventEnvelope([inventReferral()], { configuration: { language } }));
    expect(titled('th-TH')).toMatchObject({ language: 'th', title: th.title });
    expect(titled('fi')).toMatchObject({ language: 'en', title: en.title });
  });
});

describe('the words of letters', () => {
  const keysOf = (value: unknown, path = ''): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, entry]) => keysOf(entry, `${path}.${key}`))
      : [
          `${path} ${[...String(value).matchAll(/\{\{\w+\}\}/g)]
            .map(([name]) => name)
            .sort()
            .join()}`,
        ];

  it('have the same keys and placeholders in every language, and no empty text', () => {
    expect(keysOf(th)).toEqual(keysOf(en));
    expect(JSON.stringify([en, th])).not.toContain('""');
  });
});
