import {
  findMedia,
  markedTranslation,
  type Referral,
  type ReferralField,
  type Translation,
  translationsOf,
} from '@lapwing/contracts';
import { carriesReferral } from '../../formats/carries-referral.ts';
import { careNotes } from '../../letter/compose-letter.ts';
import { messagesFor } from '../../letter/letter-messages.ts';
import { lacksCharacters } from '../../pdf/set-text.ts';
import type { WrittenFile } from './written-file.ts';

/** Something that holds for every file of a format, whatever is in the envelope. */
export interface FormatCheck {
  /** Heads its column in docs/formats.md. */
  name: string;
  /** What is looked at, in one sentence. */
  meaning: string;
  /** Whether there is something to look at in files of this media type. */
  appliesTo(mediaType: string): boolean;
  /** What is wrong, one sentence each. */
  problems(file: WrittenFile): string[];
}

const everywhere = (): boolean => true;
const isPdf = (mediaType: string): boolean => mediaType === 'application/pdf';
const isWorkbook = (mediaType: string): boolean => mediaType.endsWith('spreadsheetml.sheet');
const isTable = (mediaType: string): boolean => mediaType.startsWith('text/csv') || isWorkbook(mediaType);
const isXml = (mediaType: string): boolean => /[/+]xml(?:;|$)/.test(mediaType);
const isPage = (mediaType: string): boolean => mediaType.startsWith('text/html');

const squeezed = (text: string): string => text.replaceAll(/\s/g, '');
/** What the marks of `whatMayLeave` stand for is not there to be found. */
const steering = /[\p{Cc}\uFFFD-\uFFFF]/u;

const sameBytes: FormatCheck = {
  name: 'same bytes',
  meaning: 'The same envelope gives the same bytes again, so that a crash in between changes nothing.',
  appliesTo: everywhere,
  problems: ({ bytes, again }) => (bytes.equals(again) ? [] : ['The same envelope gave other bytes']),
};

/**
 * The translations that a format has to say: those that were agreed. A description of XARF has 1,000 characters; the
 * explanation goes first, and how a child is to be treated.
 */
function expectedTranslations({ writer, envelope }: WrittenFile, referral: Referral): Translation[] {
  let left = Number.POSITIVE_INFINITY;
  if (writer.format === 'xarf') {
    const { language } = envelope.configuration;
    const notes = careNotes(referral, messagesFor(language).messages)
      .map((note) => `\n${note}`)
      .join('');
    const behind = 1000 - referral.explanation.length;
    left = notes.length > behind ? behind : behind - notes.length;
  }
  return translationsOf(referral, envelope.configuration.fields).filter((translation) => {
    const room = markedTranslation(translation).length + 1;
    if (room > left) return false;
    left -= room;
    return true;
  });
}

/** How a translation is marked, in words or by a property, in a text without spaces. */
const translationMark =
  /Translation(?:from\w+)?,madebytheorganisation|คำแปลจากภาษา|คำแปลจัดทำโดยองค์กร|madeBy\|ORGANISATION/gu;

/** The stretches of an explanation that stand in a file as they were written. */
function explanationIn(mediaType: string, explanation: string): string[] {
  if (!isPdf(mediaType)) return explanation.split(steering);
  // The letter's typefaces lack some scripts, of which it gives the numbers; and a page can end between two words.
  return lacksCharacters(explanation) ? [] : explanation.split(/\s+/);
}

/** What is said of a referral: its id, its address and why, as far as the format or the recipient has them. */
function expectedTexts(file: WrittenFile, referral: Referral): string[] {
  const { writer, envelope } = file;
  const said = (field: ReferralField): boolean =>
    envelope.configuration.fields.includes(field) || writer.always.includes(field);
  return [
    ...(said('referral_id') ? [referral.referralId] : []),
    ...(said('url_original') ? [referral.urlOriginal] : []),
    // Nobody may take a correction for a first referral, whatever was agreed.
    ...(referral.relatesTo !== null ? [referral.relatesTo] : []),
    ...(said('explanation') ? explanationIn(writer.mediaType, referral.explanation) : []),
    ...expectedTranslations(file, referral).flatMap(({ text }) => explanationIn(writer.mediaType, text)),
  ];
}

const complete: FormatCheck = {
  name: 'complete',
  meaning:
    'Every referral that the format has a word for is in it: its id, its address and its explanation, to the letter, its translations, and what it corrects or takes back.',
  appliesTo: everywhere,
  problems: (file) =>
    file.envelope.referrals.flatMap((referral) => {
      if (!carriesReferral(file.writer, referral))
        return file.words.includes(referral.referralId) ? [`It has ${referral.referralId}`] : [];
      return expectedTexts(file, referral)
        .filter((text) => !file.words.includes(squeezed(text)))
        .map((text) => `It lacks ${JSON.stringify(text)}`);
    }),
};

const translationsMarked: FormatCheck = {
  name: 'translations marked',
  meaning:
    'The explanation stands there as it was written; a translation stands beside it only where the recipient agreed on it, and says that it is one and that the organisation made it.',
  appliesTo: everywhere,
  problems: (file) => {
    const expected = file.envelope.referrals
      .filter((referral) => carriesReferral(file.writer, referral))
      .flatMap((referral) => expectedTranslations(file, referral));
    const marks = file.words.match(translationMark)?.length ?? 0;
    return marks < expected.length || (expected.length === 0 && marks > 0)
      ? [`It has ${marks} marks and ${expected.length} translations`]
      : [];
  },
};

const noMedia: FormatCheck = {
  name: 'no media',
  meaning: 'No image, video, or bytes dressed up as text.',
  appliesTo: everywhere,
  problems: ({ writer, read: { source, parts } }) => {
    if (isPdf(writer.mediaType)) return found(source, /\/Subtype ?\/Image\b|\/(?:EmbeddedFile|RichMedia)\b/);
    const odd = [...parts.keys()].filter((name) => !/\.(?:xml|rels)$/.test(name));
    // The hash of the letter's own style looks like bytes, and is checked by the browser.
    const media = findMedia({ words: source.replaceAll(/sha256-[^']*/g, '') });
    return [...odd.map((name) => `It has ${name}`), ...(media ? [`It has ${media.reason}`] : [])];
  },
};

const inert: FormatCheck = {
  name: 'inert',
  meaning: 'Nothing in it runs, loads, links or asks for anything, in whatever program it is opened.',
  appliesTo: (mediaType) =>
    isPdf(mediaType) || isWorkbook(mediaType) || isPage(mediaType) || isXml(mediaType),
  problems: ({ writer: { mediaType }, read: { source } }) => {
    if (isPdf(mediaType))
      return found(source, /\/(?:JavaScript|JS|Launch|URI|AcroForm|OpenAction|AA|SubmitForm|GoToR)\b/);
    if (isWorkbook(mediaType))
      return found(source, /<hyperlink|TargetMode|externalLink|vbaProject|<oleObject|<ddeLink|<webPublish/);
    if (isXml(mediaType)) return found(source, /<!DOCTYPE|<!ENTITY|<\?xml-stylesheet/);
    const tags = (source.match(/<[a-z][^>]*>/gi) ?? []).join('\n');
    return [
      ...found(source, /<(?:script|img|iframe|object|embed|link|video|audio|svg|form|a)\b/i),
      ...found(tags, /\b(?:src|href|srcset|action|on\w+)=/i),
      ...found(source, /url\(|@import/i),
    ];
  },
};

const noFormula: FormatCheck = {
  name: 'no formula',
  meaning: 'No cell is a formula, or begins with what a spreadsheet would take for one.',
  appliesTo: isTable,
  problems: ({ read: { texts, source } }) => [
    ...texts
      .filter((text) => /^[\t\r\n]|^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u.test(text))
      .map((text) => `A cell begins as a formula: ${JSON.stringify(text)}`),
    ...found(source, /<f[ >]/),
  ],
};

const noControls: FormatCheck = {
  name: 'no control characters',
  meaning: 'No text steers a terminal or a parser; a mark stands where a character was that nobody can read.',
  appliesTo: everywhere,
  problems: ({ read: { texts } }) =>
    texts.flatMap((text) => found(text, /(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/u)),
};

const nobodyNamed: FormatCheck = {
  name: 'nobody named',
  meaning:
    'The one address of a person or desk is that of the organisation; no analyst, reviewer or sender is in it.',
  appliesTo: everywhere,
  problems: ({ envelope: { organisation, referrals }, words }) => {
    const known = referrals.flatMap((referral) =>
      [
        referral.urlOriginal,
        referral.urlCanonical,
        referral.accountHandle ?? '',
        ...[
          referral.explanation,
          referral.translationEn?.text ?? '',
          referral.translationTh?.text ?? '',
        ].flatMap((text) => text.split(steering)),
      ].map(squeezed),
    );
    const rest = [organisation.contact ?? '', ...known]
      .filter((text) => text !== '')
      .reduce((left, text) => left.replaceAll(text, ''), words);
    return found(rest, /.{0,20}@.{0,20}/);
  },
};

function found(text: string, pattern: RegExp): string[] {
  const [first] = pattern.exec(text) ?? [];
  return first === undefined ? [] : [`It has ${JSON.stringify(first)}`];
}

/** What every file of every format has to pass, as far as it applies. */
export const formatChecks: readonly FormatCheck[] = [
  sameBytes,
  complete,
  translationsMarked,
  noMedia,
  inert,
  noFormula,
  noControls,
  nobodyNamed,
];
