import {
  type ContentHash,
  REFERRAL_SCHEMA_VERSION,
  type RecipientConfiguration,
  type Referral,
  type TranslationView,
  withoutSharingMarks,
} from '@lapwing/contracts';
import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import {
  corrections,
  decisions,
  flags,
  items,
  lawEnforcementNotices,
  people,
  recipients,
  referrals,
} from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';
import { newestTranslations, translationThatMayLeave } from '../translations/newest-translations.ts';
import { agenciesWithoutNames } from './agencies-without-names.ts';
import { withAgreedFields } from './agreed-fields.ts';

/** Begins the entry of `imminentBases` that says that law enforcement was told: `…: agency, time`. */
export const LAW_ENFORCEMENT_NOTIFIED = 'LAW_ENFORCEMENT_NOTIFIED';

type Row = {
  referral: typeof referrals.$inferSelect;
  item: typeof items.$inferSelect;
  decision: typeof decisions.$inferSelect;
  configuration: RecipientConfiguration;
};
type FlagRow = { flag: typeof flags.$inferSelect; pseudonym: string };
type Notice = typeof lawEnforcementNotices.$inferSelect;

/**
 * What would leave the organisation for each referral, in the order asked for: facts of the flags, words of the
 * deciding reviewer, nothing sealed, nobody's name (rule 8). A referral inside a batch is given as it was fixed when
 * the batch was made. `settings` stand in for those of the recipient, where somebody tries others. An unknown id is refused (`not-found`).
 */
export async function composeReferrals(
  db: Database | Transaction,
  referralIds: readonly string[],
  settings?: RecipientConfiguration,
): Promise<Referral[]> {
  if (referralIds.length === 0) return [];
  const rows = await db
    .select({
      referral: referrals,
      item: items,
      decision: decisions,
      configuration: recipients.configuration,
      correction: corrections,
      firstContent: sql<Referral | null>`(select first.content from referrals first where first.id = ${referrals.relatesTo})`,
    })
    .from(referrals)
    .innerJoin(items, eq(items.id, referrals.itemId))
    .innerJoin(decisions, eq(decisions.id, referrals.decisionId))
    .innerJoin(recipients, eq(recipients.id, referrals.recipientId))
    .leftJoin(corrections, eq(corrections.referralId, referrals.id))
    .where(inArray(referrals.id, [...referralIds]));
  const itemIds = rows.map(({ item }) => item.id);
  const flagRows = await db
    .select({ flag: flags, pseudonym: people.pseudonym })
    .from(flags)
    .innerJoin(people, eq(people.id, flags.personId))
    .where(inArray(flags.itemId, itemIds))
    .orderBy(asc(flags.receivedAt), asc(flags.id));
  const notices = await db
    .select()
    .from(lawEnforcementNotices)
    .where(and(inArray(lawEnforcementNotices.itemId, itemIds), eq(lawEnforcementNotices.kind, 'NOTICE')))
    .orderBy(asc(lawEnforcementNotices.recordedAt));
  const flagsOf = Map.groupBy(flagRows, ({ flag }) => flag.itemId);
  const noticesOf = Map.groupBy(await agenciesWithoutNames(db, notices), ({ itemId }) => itemId);
  const earlierOf = await earlierCorrections(
    db,
    rows.flatMap(({ referral }) => referral.relatesTo ?? []),
  );
  const translationsOf = await newestTranslations(
    db,
    rows.flatMap(({ referral }) => (referral.content === null ? referral.decisionId : [])),
  );
  const byId = new Map(rows.map((row) => [row.referral.id, row]));
  return referralIds.map((id) => {
    const row = byId.get(id);
    if (!row) throw new Refusal('not-found', 'There is no such referral');
    const { correction, firstContent } = row;
    if (row.referral.content === null && correction !== null && firstContent !== null)
      return corrected(
        row.referral,
        firstContent,
        [...(earlierOf.get(row.referral.relatesTo ?? '') ?? []), correction],
        dangerOf(row.item, noticesOf.get(row.item.id) ?? [], row.referral.imminent),
        settings ?? row.configuration,
      );
    return (
      row.referral.content ??
      compose(
        { ...row, configuration: settings ?? row.configuration },
        flagsOf.get(row.item.id) ?? [],
        noticesOf.get(row.item.id) ?? [],
        translationsOf.get(row.decision.id) ?? [],
      )
    );
  });
}

function compose(
  { referral, item, decision, configuration }: Row,
  ofItem: readonly FlagRow[],
  notices: readonly Notice[],
  translations: readonly TranslationView[],
): Referral {
  const facts = composeFacts({ item, decision, configuration }, ofItem, notices, referral.imminent);
  return withAgreedFields(
    {
      referralId: referral.id,
      ...facts,
      translationEn: translationThatMayLeave(translations, 'en'),
      translationTh: translationThatMayLeave(translations, 'th'),
    },
    configuration.fields,
  );
}

/** What is known of an item, from its flags and the decision that confirmed it; nobody's name (rule 8). */
export function composeFacts(
  { item, decision, configuration }: Omit<Row, 'referral'>,
  ofItem: readonly FlagRow[],
  notices: readonly Notice[],
  referredAsImminent = false,
): Omit<Referral, 'referralId' | 'translationEn' | 'translationTh'> {
  const [first] = ofItem;
  if (!first) throw new Error('An item has no flag; items are made by flags');
  if (!decision.category || !decision.severity)
    throw new Error('A confirmation lacks its category or severity');
  const observed = ofItem.map(({ flag }) => flag.observedAt.getTime());
  const known = <Value>(pick: (flag: FlagRow['flag']) => Value | null): Value | null =>
    ofItem.map(({ flag }) => pick(flag)).find((value) => value !== null) ?? null;
  return {
    schemaVersion: REFERRAL_SCHEMA_VERSION,
    platform: item.platform,
    contentType: item.kind,
    urlOriginal: withoutSharingMarks(first.flag.urlOriginal, item.canonicalUrl),
    urlCanonical: item.canonicalUrl,
    categoryCode: decision.category,
    secondaryCategories: decision.secondaryCategories,
    modifiers: decision.modifiers,
    policyArea: configuration.policyAreas[decision.category] ?? decision.category,
    jurisdiction: configuration.jurisdiction,
    severity: decision.severity,
    ...dangerOf(item, notices, referredAsImminent),
    explanation: decision.explanation,
    contentLanguage: item.language ?? 'und',
    observedAt: new Date(Math.min(...observed)).toISOString(),
    verifiedLiveAt: new Date(Math.max(...observed)).toISOString(),
    requestedAction: 'REMOVE',
    goodFaith: true,
    // Our own prefix says what kind of id it is; the recipient has `contentType` for that.
    platformContentId: item.contentId?.replace(/^[a-z-]+:/, '') ?? null,
    parentId: known((flag) => flag.parentId),
    accountHandle: known((flag) => flag.authorHandle),
    accountId: known((flag) => flag.authorId),
    groupId: known((flag) => flag.groupId),
    mediaTimecode: known((flag) => flag.mediaTimecode),
    legalBasis: configuration.legalBasis,
    postedAt: known((flag) => flag.postedAt)?.toISOString() ?? null,
    hashes: uniqueHashes(ofItem.flatMap(({ flag }) => flag.hashes)),
    notifierRef: first.pseudonym,
    relation: null,
    relatesTo: null,
  };
}

/** Whether a child is in danger as far as is known now, by which signs, and that law enforcement was told. */
function dangerOf(
  item: typeof items.$inferSelect,
  notices: readonly Notice[],
  referredAsImminent: boolean,
): Pick<Referral, 'urgency' | 'imminentDanger' | 'imminentBases'> {
  const imminent = referredAsImminent || item.imminentBases.length > 0;
  return {
    urgency: imminent ? 'IMMINENT' : item.urgency,
    imminentDanger: imminent,
    imminentBases: imminent ? [...item.imminentBases, ...notices.map(noticeEntry)] : [],
  };
}

type Correction = typeof corrections.$inferSelect;

/** What was sent already to correct each of some referrals, oldest first. */
async function earlierCorrections(
  db: Database | Transaction,
  firstIds: readonly string[],
): Promise<Map<string | null, Correction[]>> {
  if (firstIds.length === 0) return new Map();
  const sent = await db
    .select({ relatesTo: referrals.relatesTo, correction: corrections })
    .from(referrals)
    .innerJoin(corrections, eq(corrections.referralId, referrals.id))
    .where(and(inArray(referrals.relatesTo, [...firstIds]), isNotNull(referrals.sentAt)))
    .orderBy(asc(corrections.writtenAt), asc(corrections.referralId));
  const grouped = Map.groupBy(sent, ({ relatesTo }) => relatesTo);
  return new Map([...grouped].map(([id, ofOne]) => [id, ofOne.map(({ correction }) => correction)]));
}

/**
 * What was sent, under another id, with what changed since, correction by correction up to this one, and the words that say
 * so. Danger is said as it is known now. What is taken back asks for nothing, names no danger, and accuses nobody again:
 * the address and ids of the content are there to find what it is about.
 */
function corrected(
  { id, relatesTo }: typeof referrals.$inferSelect,
  sent: Referral,
  inOrder: readonly [...Correction[], Correction],
  danger: Pick<Referral, 'urgency' | 'imminentDanger' | 'imminentBases'>,
  configuration: RecipientConfiguration,
): Referral {
  const { relation, words } = inOrder.at(-1) ?? inOrder[0];
  const takenBack: Partial<Referral> = {
    requestedAction: 'REVIEW',
    urgency: sent.imminentDanger ? 'URGENT' : sent.urgency,
    imminentDanger: false,
    imminentBases: [],
    secondaryCategories: [],
    modifiers: [],
    legalBasis: [],
    parentId: null,
    accountHandle: null,
    accountId: null,
    groupId: null,
    mediaTimecode: null,
    postedAt: null,
    hashes: [],
  };
  const laidOver: Referral = { ...sent };
  for (const { category, severity } of inOrder)
    Object.assign(laidOver, {
      ...(category === null
        ? {}
        : { categoryCode: category, policyArea: configuration.policyAreas[category] ?? category }),
      ...(severity === null ? {} : { severity }),
    } satisfies Partial<Referral>);
  return withAgreedFields(
    {
      ...laidOver,
      referralId: id,
      explanation: words,
      // They are of the first explanation, not of these words.
      translationEn: null,
      translationTh: null,
      relation,
      relatesTo,
      ...(relation === 'RETRACTION' ? takenBack : danger),
    },
    configuration.fields,
  );
}

/** Agency and time; the reference stays with us. */
function noticeEntry(notice: Notice): string {
  return `${LAW_ENFORCEMENT_NOTIFIED}: ${notice.agency}, ${notice.notifiedAt?.toISOString()}`;
}

function uniqueHashes(hashes: readonly ContentHash[]): ContentHash[] {
  return [...new Map(hashes.map((hash) => [`${hash.algorithm}:${hash.value}`, hash])).values()];
}
