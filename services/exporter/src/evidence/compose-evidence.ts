import type { CustodyLog, CustodyRow, EvidenceEvent, EvidenceFile, EvidenceItem } from '@lapwing/contracts';
import { type Fact, minute, present } from '../letter/compose-letter.ts';
import { fill, type LetterMessages } from '../letter/letter-messages.ts';
import { type EvidenceLanguage, type EvidenceMessages, evidenceMessages } from './evidence-messages.ts';

/** What the document says of one item. */
export interface EvidenceEntry {
  heading: string;
  facts: Fact[];
  /** How any child in it is to be treated (rule 9), and whether it was corrected. */
  notes: string[];
  timelineHeading: string;
  timeline: Fact[];
}

/** The document of a package in words; the PDF only sets it. */
export interface EvidenceDocument {
  language: EvidenceLanguage;
  tlp: string;
  title: string;
  facts: Fact[];
  /** Stands out at the top where a child may own the account. */
  warning: string[];
  paragraphs: string[];
  entries: EvidenceEntry[];
  custodyHeading: string;
  custodyIntro: string;
  custody: Fact[];
  shared: LetterMessages;
  messages: EvidenceMessages;
}

/** Composes the document of a package. Pure. */
export function composeEvidence(
  { content, custody, fingerprint }: { content: EvidenceFile; custody: CustodyLog; fingerprint: string },
  language: EvidenceLanguage,
): EvidenceDocument {
  const { messages, shared } = evidenceMessages(language);
  const { organisation, ground } = content;
  const handling = Object.entries(shared.tlp).find(([marking]) => content.tlp === `TLP:${marking}`)?.[1];
  return {
    language,
    messages,
    shared,
    tlp: content.tlp,
    title: messages.title,
    facts: present([
      [shared.to, content.recipient],
      [shared.from, organisation.name],
      [shared.contact, organisation.contact],
      [shared.domain, organisation.domain],
      [shared.date, minute(content.createdAt)],
      [messages.package, content.packageId],
      [messages.agency, ground.agency],
      [messages.authority, ground.authority],
      [messages.reference, ground.reference],
      [messages.legalBasis, ground.legalBasis],
      [messages.items, String(content.items.length)],
      [messages.logSize, String(custody.size)],
      [messages.fingerprint, fingerprint],
      [shared.handling, `${content.tlp}. ${handling ?? ''}`],
    ]),
    warning: content.items.some(({ accountMayBeOfAChild }) => accountMayBeOfAChild) ? [messages.child] : [],
    paragraphs: [
      fill(messages.opening, { organisation: organisation.name }),
      messages.metadataOnly,
      messages.notProven,
      messages.check,
    ],
    entries: content.items.map((item, index) => ({
      heading: fill(messages.item, { number: index + 1, total: content.items.length }),
      facts: factsOf(item, messages, shared),
      notes: [
        ...(item.accountMayBeOfAChild ? [messages.childAccount] : []),
        ...(item.events.some(({ kind }) => kind === 'CORRECTED') ? [messages.corrected] : []),
      ],
      timelineHeading: messages.timeline,
      timeline: item.events.map((event) => ({
        label: minute(event.at),
        value: withActor(messages, eventInWords(event, messages, shared), event.by),
      })),
    })),
    custodyHeading: messages.custody,
    custodyIntro: messages.custodyIntro,
    custody: custody.rows.map((row) => ({ label: minute(row.at), value: rowInWords(row, messages) })),
  };
}

function factsOf(
  { itemId, facts, accountMayBeOfAChild }: EvidenceItem,
  messages: EvidenceMessages,
  shared: LetterMessages,
): Fact[] {
  const { field } = shared;
  const bases: Record<string, string> = shared.basis;
  return [
    ...present([
      [messages.itemId, itemId],
      [field.platform, `${shared.platform[facts.platform]}, ${shared.kind[facts.contentType]}`],
      [field.url_original, facts.urlOriginal],
      [field.url_canonical, facts.urlCanonical === facts.urlOriginal ? null : facts.urlCanonical],
      [field.platform_content_id, facts.platformContentId],
      [field.account_handle, accountOf(facts.accountHandle, accountMayBeOfAChild, messages)],
      [field.account_id, facts.accountId],
      [field.group_id, facts.groupId],
      [field.parent_id, facts.parentId],
      [field.media_timecode, facts.mediaTimecode],
      [field.category_code, `${shared.category[facts.categoryCode]} (${facts.categoryCode})`],
      [field.secondary, facts.secondaryCategories.map((code) => shared.category[code]).join(', ')],
      [field.modifiers, facts.modifiers.map((code) => shared.modifier[code]).join(', ')],
      [
        field.severity,
        fill(shared.severityOf, { number: facts.severity, name: shared.severity[facts.severity] }),
      ],
      [field.urgency, shared.urgency[facts.urgency]],
      [field.imminent_danger, facts.imminentBases.flatMap((basis) => bases[basis] ?? []).join(', ')],
      [field.posted_at, facts.postedAt && minute(facts.postedAt)],
      [field.observed_at, minute(facts.observedAt)],
      [field.verified_live_at, minute(facts.verifiedLiveAt)],
      [field.content_language, facts.contentLanguage],
      [field.explanation, facts.explanation],
    ]),
    ...facts.hashes.map((hash) => ({ label: messages.hash, value: fill(messages.hashFrom, { ...hash }) })),
  ];
}

/** An account that may be a child's is never named without saying so (rule 9). */
function accountOf(handle: string | null, ofAChild: boolean, messages: EvidenceMessages): string | null {
  return handle !== null && ofAChild ? `${handle}. ${messages.childAccount}` : handle;
}

function eventInWords(event: EvidenceEvent, messages: EvidenceMessages, shared: LetterMessages): string {
  const referral = 'referralId' in event ? event.referralId : '';
  switch (event.kind) {
    case 'FLAGGED':
      return fill(messages.event.FLAGGED, {
        category: shared.category[event.category],
        severity: event.severity,
        observed: minute(event.observedAt),
        url: event.url,
      });
    case 'DECIDED':
      return fill(messages.event.DECIDED, { verdict: messages.verdict[event.verdict] });
    case 'POLICE_TOLD':
      return event.agency === ''
        ? messages.event.POLICE_TOLD_UNNAMED
        : fill(messages.event.POLICE_TOLD, { agency: event.agency });
    case 'REFERRED':
      return fill(event.withdrawn ? messages.event.WITHDRAWN : messages.event.REFERRED, {
        recipient: event.recipient,
      });
    case 'RECEIVED':
      return event.ticket === null
        ? fill(messages.event.RECEIVED_UNNUMBERED, { referral })
        : fill(messages.event.RECEIVED, { referral, ticket: event.ticket });
    case 'OUTCOME':
      return fill(messages.event.OUTCOME, {
        referral,
        outcome: messages.outcome[event.outcome],
        source: messages.source[event.source],
      });
    case 'RECHECKED':
      return fill(messages.event.RECHECKED, { finding: messages.finding[event.finding] });
    case 'CORRECTED':
      return fill(messages.event[event.relation], {
        referral,
        correction: event.correctionId ?? '',
        changed: changedInWords(event, messages, shared),
      });
    case 'REOPENED':
      return fill(messages.event.REOPENED, { referral, reason: messages.reason[event.reason] });
    default:
      return fill(messages.event[event.kind], { referral });
  }
}

function changedInWords(
  { category, severity }: Extract<EvidenceEvent, { kind: 'CORRECTED' }>,
  { changed }: EvidenceMessages,
  shared: LetterMessages,
): string {
  const said = [
    ...(category === null ? [] : [fill(changed.category, { category: shared.category[category] })]),
    ...(severity === null ? [] : [fill(changed.severity, { severity })]),
  ];
  return said.length === 0 ? changed.words : said.join(', ');
}

function rowInWords(row: CustodyRow, messages: EvidenceMessages): string {
  const verbs: Record<string, string> = messages.verb;
  const what = verbs[row.verb] ?? row.verb;
  return row.by === null
    ? fill(messages.place, { what, leaf: row.leafIndex })
    : fill(messages.placeBy, { what, leaf: row.leafIndex, by: row.by });
}

const withActor = (messages: EvidenceMessages, what: string, by: string | null): string =>
  by === null ? what : fill(messages.by, { what, by });
