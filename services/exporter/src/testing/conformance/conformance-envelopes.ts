import { type Category, categories, type Referral } from '@lapwing/contracts';
import type { Envelope } from '../../envelope.ts';
import {
  bareReferral,
  imminentReferral,
  inventEnvelope,
  inventReferral,
  inventTranslation,
} from '../invented-envelope.ts';

/** Explanations in the scripts that people write in. */
const scripts: Record<string, string> = {
  Thai: 'บัญชีนี้ถามอายุเด็ก ขอให้เก็บเป็นความลับ และนัดพบใกล้น้ำตก',
  Arabic: 'الحساب يسأل الأطفال عن أعمارهم',
  emoji: 'Asks for secrecy 🤫 and offers gifts 🎁👩‍👧',
};

/** Explanations that would do something, if a program did more than show them. */
const hostile: Record<string, string> = {
  'markup and quotes': '<script>alert("x")</script> & \'quoted\', "twice"\r\nnew line]]><!--',
  'a formula': '=HYPERLINK("https://example.org")',
  'a formula behind a tab': '\t+1 @SUM(A1)',
  'control characters': 'bell \u0007 escape \u001b[2J next line \u0085 no character \uFFFE end',
  'the escape of a spreadsheet': 'written as _x000D_ and _x005F_',
  'a name of the language': '__proto__',
  'text that turns around': 'before \u202E after',
  'the longest text': 'A long explanation. '.repeat(50).trim(),
};

const numbered = (referral: Referral, index: number): Referral => ({
  ...referral,
  referralId: `01990000-0000-7000-8000-${String(index).padStart(12, '0')}`,
  urlOriginal: `https://www.facebook.com/lapwing.example/posts/${index}?a=1&b=2`,
});
const envelopeOf = (...parameters: Parameters<typeof inventEnvelope>): Envelope => {
  const [referrals, overrides] = parameters;
  return inventEnvelope(referrals.map(numbered), overrides);
};

/** One category, urgent or not: every script, with all optional fields and without any. */
function ofCategory(categoryCode: Category, urgent: boolean): Envelope {
  const { urgency, severity, imminentDanger, imminentBases } = urgent ? imminentReferral() : inventReferral();
  const common = { categoryCode, urgency, severity, imminentDanger, imminentBases };
  return envelopeOf(
    Object.values(scripts).flatMap((explanation) => [
      inventReferral({ ...common, explanation }),
      bareReferral({ ...common, explanation }),
    ]),
  );
}

/** What every format has to write: every category, urgent and not, in every script, with and without optional fields. */
export const conformanceEnvelopes: readonly (readonly [name: string, envelope: Envelope])[] = [
  ...categories.flatMap((category) => [
    [category, ofCategory(category, false)] as const,
    [`${category}, imminent danger`, ofCategory(category, true)] as const,
  ]),
  ...Object.entries(hostile).map(
    ([name, explanation]) => [name, envelopeOf([inventReferral({ explanation })])] as const,
  ),
  ...Object.entries({ ...scripts, ...hostile }).map(
    ([name, text]) =>
      [
        `a translation: ${name}`,
        envelopeOf([
          inventReferral({ explanation: scripts.Thai ?? '', ...inventTranslation(text) }),
          imminentReferral(),
        ]),
      ] as const,
  ),
  [
    'translations into both languages, beside the longest explanation',
    envelopeOf([
      inventReferral({
        explanation: hostile['the longest text'] ?? '',
        ...inventTranslation('The account asks for secrecy.'),
        ...inventTranslation(scripts.Thai ?? '', 'th'),
      }),
    ]),
  ],
  [
    'a translation of an explanation whose language is not known',
    envelopeOf([
      inventReferral({
        explanation: scripts.Arabic ?? '',
        translationEn: {
          language: 'en',
          translatedFrom: null,
          madeBy: 'ORGANISATION',
          text: 'The account asks children for their age.',
        },
      }),
    ]),
  ],
  [
    'translations beside notes on how a child is to be treated',
    envelopeOf(
      ['Asks for secrecy.', 'A'.repeat(700), 'A'.repeat(850)].map((explanation) =>
        inventReferral({
          explanation,
          modifiers: ['PEER_INVOLVED'],
          ...inventTranslation('The account asks for secrecy.'),
        }),
      ),
    ),
  ],
  [
    'a translation for a recipient who reads Thai',
    envelopeOf([inventReferral(inventTranslation(scripts.Thai ?? '', 'th'))], {
      configuration: { language: 'th-TH' },
    }),
  ],
  ['imminent danger alone', envelopeOf([imminentReferral()])],
  ['modifiers', envelopeOf([inventReferral({ modifiers: ['PEER_INVOLVED', 'AI_INVOLVED'] })])],
  [
    'a recipient who reads Thai',
    envelopeOf([inventReferral({ explanation: scripts.Thai ?? '' })], {
      configuration: { language: 'th-TH' },
    }),
  ],
  [
    'a correction and a retraction beside a first referral',
    envelopeOf([
      inventReferral(),
      inventReferral({ relation: 'CORRECTION', relatesTo: '01990000-0000-7000-8000-0000000000c1' }),
      inventReferral({ relation: 'RETRACTION', relatesTo: '01990000-0000-7000-8000-0000000000c2' }),
    ]),
  ],
  [
    'a retraction where two fields were agreed',
    envelopeOf(
      [bareReferral({ relation: 'RETRACTION', relatesTo: '01990000-0000-7000-8000-0000000000c2' })],
      { configuration: { fields: ['referral_id', 'url_original'] } },
    ),
  ],
  [
    'two fields only',
    envelopeOf([bareReferral()], { configuration: { fields: ['referral_id', 'url_original'] } }),
  ],
  ['thirty referrals', envelopeOf(Array.from({ length: 30 }, () => inventReferral()))],
];
