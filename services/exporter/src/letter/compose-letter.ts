import {
  formatsWithout,
  partialFormats,
  type Referral,
  type ReferralField,
  translationsOf,
} from '@lapwing/contracts';
import type { Envelope } from '../envelope.ts';
import { dangerSigns, lawEnforcementTold } from '../law-enforcement-told.ts';
import { fill, type LetterMessages, messagesFor } from './letter-messages.ts';

/** A label and what stands behind it. */
export interface Fact {
  label: string;
  value: string;
}

/** What a letter says of one referral. */
export interface LetterEntry {
  heading: string;
  /** What is asked for, and why. */
  facts: Fact[];
  explanation: Fact;
  /** What helps to find and to answer. */
  details: Fact[];
  /** How any child in it is to be treated (rule 9). */
  notes: string[];
}

/** The cover letter in words; HTML and PDF only set it. */
export interface Letter {
  language: string;
  messages: LetterMessages;
  tlp: string;
  /** Who wrote it, for the properties of a document; null where nobody is named. */
  author: string | null;
  title: string;
  facts: Fact[];
  /** Stands out at the top when danger is imminent. */
  warning: string[];
  paragraphs: string[];
  entries: LetterEntry[];
  closing: string[];
}

/** What a letter says of every entry, agreed or not. */
export const fieldsOfEveryLetter: readonly ReferralField[] = [
  'referral_id',
  'platform',
  'content_type',
  'url_original',
  'category_code',
  'policy_area',
  'imminent_danger',
  'explanation',
  'requested_action',
  'good_faith',
];

/**
 * Composes the letter of an envelope in the recipient's language. Pure.
 *
 * @param besideFiles whether it is one of several files, of which it then says what they are
 */
export function composeLetter(envelope: Envelope, { besideFiles } = { besideFiles: true }): Letter {
  const { organisation, configuration, referrals, imminent } = envelope;
  const { language, messages } = messagesFor(configuration.language);
  const tlp = `TLP:${configuration.tlp}`;
  return {
    language,
    messages,
    tlp,
    author: organisation.name,
    title: imminent ? messages.titleImminent : messages.title,
    facts: present([
      [messages.to, envelope.recipient],
      [messages.from, organisation.name],
      [messages.contact, organisation.contact],
      [messages.domain, organisation.domain],
      [messages.date, minute(envelope.createdAt)],
      [messages.batch, envelope.batchId],
      [messages.entries, String(referrals.length)],
      [messages.handling, `${tlp}. ${messages.tlp[configuration.tlp]}`],
    ]),
    warning: warningOf(referrals, messages),
    paragraphs: [
      fill(messages.opening, { organisation: organisation.name }),
      messages.request,
      messages.noMedia,
      messages.goodFaith,
    ],
    entries: entriesOf(envelope, messages),
    closing: [
      organisation.contact === undefined
        ? messages.answerHere
        : fill(messages.answerTo, { contact: organisation.contact }),
      ...(besideFiles ? [aboutFiles(envelope, messages)] : []),
      messages.closing,
      organisation.name,
    ],
  };
}

const aboutFiles = ({ configuration, referrals }: Envelope, messages: LetterMessages): string =>
  configuration.formats.some(
    (format) =>
      partialFormats.has(format) ||
      referrals.some(({ relation }) => relation !== null && formatsWithout[relation].has(format)),
  )
    ? messages.filesPartly
    : messages.files;

/** What stands out at the top where danger is imminent. */
export function warningOf(referrals: readonly Referral[], messages: LetterMessages): string[] {
  return referrals.some(({ imminentDanger }) => imminentDanger)
    ? [messages.imminent, messages.article18]
    : [];
}

/** An entry for each referral, in the order of the envelope. */
export function entriesOf({ referrals, configuration }: Envelope, messages: LetterMessages): LetterEntry[] {
  return referrals.map((referral, index) => ({
    heading: fill(messages.entry, { number: index + 1, total: referrals.length }),
    facts: factsOf(referral, messages, configuration.fields),
    explanation: { label: messages.field.explanation, value: referral.explanation },
    details: detailsOf(referral, messages, configuration.fields),
    notes: careNotes(referral, messages),
  }));
}

/** Always there, but for the two that the recipient may do without: nobody could act on an entry without these. */
function factsOf(referral: Referral, messages: LetterMessages, agreed: readonly ReferralField[]): Fact[] {
  const { field } = messages;
  const told = lawEnforcementTold(referral);
  return present([
    [field.referral_id, referral.referralId],
    [field.relation, referral.relation === null ? null : messages.relation[referral.relation]],
    [field.relates_to, referral.relatesTo],
    [field.platform, `${messages.platform[referral.platform]}, ${messages.kind[referral.contentType]}`],
    [field.url_original, referral.urlOriginal],
    [field.category_code, `${messages.category[referral.categoryCode]} (${referral.categoryCode})`],
    [field.secondary, referral.secondaryCategories.map((code) => messages.category[code]).join(', ')],
    [field.modifiers, referral.modifiers.map((code) => messages.modifier[code]).join(', ')],
    [field.policy_area, referral.policyArea],
    [field.severity, agreed.includes('severity') ? severity(referral, messages) : null],
    [field.urgency, agreed.includes('urgency') ? messages.urgency[referral.urgency] : null],
    [field.imminent_danger, referral.imminentDanger ? bases(referral, messages) : null],
    [field.lawEnforcement, told ? `${told.agency}, ${minute(told.at)}` : null],
    [field.requested_action, messages.action[referral.requestedAction]],
  ]);
}

function detailsOf(referral: Referral, messages: LetterMessages, agreed: readonly ReferralField[]): Fact[] {
  const sameUrl = referral.urlCanonical === referral.urlOriginal;
  const details = {
    url_canonical: sameUrl ? null : referral.urlCanonical,
    platform_content_id: referral.platformContentId,
    parent_id: referral.parentId,
    account_handle: referral.accountHandle,
    account_id: referral.accountId,
    group_id: referral.groupId,
    media_timecode: referral.mediaTimecode,
    observed_at: minute(referral.observedAt),
    verified_live_at: minute(referral.verifiedLiveAt),
    posted_at: referral.postedAt && minute(referral.postedAt),
    content_language: referral.contentLanguage,
    jurisdiction: referral.jurisdiction,
    legal_basis: referral.legalBasis.join('; '),
    hashes: referral.hashes.map(({ algorithm, value }) => `${algorithm} ${value}`).join(', '),
    notifier_ref: referral.notifierRef,
  } as const;
  const names = Object.entries(messages.field);
  return present([
    // Behind the explanation, which stands before the details.
    ...translationsOf(referral, agreed).map(({ translatedFrom, text }): [string, string] => [
      translatedFrom === null
        ? messages.translationFromOther
        : fill(messages.translation, { from: messages.language[translatedFrom] }),
      text,
    ]),
    ...Object.entries(details)
      .filter(([name]) => agreed.some((field) => field === name))
      .map(([name, value]): [string, string | null] => [
        names.find(([key]) => key === name)?.[1] ?? name,
        value,
      ]),
  ]);
}

function severity(referral: Referral, messages: LetterMessages): string {
  return fill(messages.severityOf, {
    number: referral.severity,
    name: messages.severity[referral.severity],
  });
}

/** The signs of imminent danger in words. */
function bases(referral: Referral, messages: LetterMessages): string {
  const names: Record<string, string> = messages.basis;
  return dangerSigns(referral)
    .flatMap((sign) => names[sign] ?? [])
    .join(', ');
}

/** How any child in it is to be treated (rule 9). */
export function careNotes(referral: Referral, messages: LetterMessages): string[] {
  const codes = [referral.categoryCode, ...referral.secondaryCategories];
  return [
    ...(codes.includes('SELF_GENERATED') ? [messages.selfGenerated] : []),
    ...(referral.modifiers.includes('PEER_INVOLVED') ? [messages.peerInvolved] : []),
  ];
}

/** The facts that have a value. */
export function present(facts: readonly (readonly [string, string | null | undefined])[]): Fact[] {
  return facts.flatMap(([label, value]) => (value ? { label, value } : []));
}

/** `2026-01-31 08:05 UTC`: the same for every reader, and for every version of a locale's data. */
export function minute(timestamp: string): string {
  return `${new Date(timestamp).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
