import {
  type Category,
  type EvidenceEvent,
  type EvidenceItem,
  EvidenceItem as EvidenceItemSchema,
  type RecipientConfiguration,
  type TimelineEvent,
  withoutSharingMarks,
} from '@lapwing/contracts';
import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import { colleaguesNamed } from '../decisions/refuse-personal-data.ts';
import { withAgreedFields } from '../referrals/agreed-fields.ts';
import { composeFacts } from '../referrals/compose-referrals.ts';
import { timelinesOf } from '../referrals/timelines.ts';
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
import type { Store } from '../store.ts';

/**
 * What a package says of items, in their order: the facts as in a referral and as they were corrected, with the fields
 * that the recipient agreed on, and everything that happened. An agency under whose name a colleague is named is left out, as
 * is the number that another recipient gave. People are under their pseudonyms; nothing sealed, no note and no other free text of
 * colleagues but the explanation, which was written for recipients. Items that are not confirmed are left out.
 */
export async function composeEvidenceItems(
  store: Pick<Store, 'db'>,
  itemIds: readonly string[],
  { id: recipientId, configuration }: { id: string; configuration: RecipientConfiguration },
): Promise<EvidenceItem[]> {
  const ids = [...itemIds];
  const [itemRows, flagRows, decisionRows, noticeRows, referralRows, correctionRows] = await Promise.all([
    store.db
      .select()
      .from(items)
      .where(and(inArray(items.id, ids), eq(items.state, 'CONFIRMED'))),
    store.db
      .select({ flag: flags, pseudonym: people.pseudonym })
      .from(flags)
      .innerJoin(people, eq(people.id, flags.personId))
      .where(inArray(flags.itemId, ids))
      .orderBy(asc(flags.receivedAt), asc(flags.id)),
    store.db
      .select({ decision: decisions, pseudonym: people.pseudonym })
      .from(decisions)
      .innerJoin(people, eq(people.id, decisions.personId))
      .where(inArray(decisions.itemId, ids))
      .orderBy(asc(decisions.decidedAt), asc(decisions.id)),
    store.db
      .select({ notice: lawEnforcementNotices, pseudonym: people.pseudonym })
      .from(lawEnforcementNotices)
      .innerJoin(people, eq(people.id, lawEnforcementNotices.personId))
      .where(and(inArray(lawEnforcementNotices.itemId, ids), eq(lawEnforcementNotices.kind, 'NOTICE')))
      .orderBy(asc(lawEnforcementNotices.recordedAt)),
    store.db
      .select({ referral: referrals, recipient: recipients.name })
      .from(referrals)
      .innerJoin(recipients, eq(recipients.id, referrals.recipientId))
      .where(inArray(referrals.itemId, ids))
      .orderBy(asc(referrals.id)),
    store.db
      .select({ itemId: referrals.itemId, correction: corrections })
      .from(corrections)
      .innerJoin(referrals, eq(referrals.id, corrections.referralId))
      .where(and(inArray(referrals.itemId, ids), ne(referrals.state, 'WITHDRAWN')))
      .orderBy(asc(corrections.writtenAt), asc(corrections.referralId)),
  ]);
  const timelines = await timelinesOf(
    store,
    referralRows.map(({ referral }) => referral.id),
    { namesAnalysts: true },
  );
  const agencies = new Map<string, string>();
  for (const { notice } of noticeRows) {
    const agency = notice.agency ?? '';
    const names = (await colleaguesNamed(store.db, agency)).length > 0;
    agencies.set(notice.id, names ? '' : agency);
  }
  const corrected = new Map(correctionRows.map(({ correction }) => [correction.referralId, correction]));
  const byId = new Map(itemRows.map((item) => [item.id, item]));
  return ids.flatMap((itemId) => {
    const item = byId.get(itemId);
    if (!item) return [];
    const ofItem = flagRows.filter(({ flag }) => flag.itemId === itemId);
    const verdicts = decisionRows.filter(({ decision }) => decision.itemId === itemId);
    const notices = noticeRows.filter(({ notice }) => notice.itemId === itemId);
    const confirmation = verdicts.findLast(({ decision }) => decision.toState === 'CONFIRMED');
    if (!confirmation) throw new Error('A confirmed item has no decision that confirmed it');
    const { decision } = confirmation;
    const written = correctionRows.filter((row) => row.itemId === itemId).map(({ correction }) => correction);
    const facts = composeFacts(
      { item, decision: written.reduce(asCorrected, decision), configuration },
      ofItem,
      notices.map(({ notice }) => notice).filter(({ id }) => agencies.get(id) !== ''),
    );
    const events: EvidenceEvent[] = [
      ...ofItem.map(({ flag, pseudonym }) => ({
        kind: 'FLAGGED' as const,
        at: flag.receivedAt.toISOString(),
        by: pseudonym,
        observedAt: flag.observedAt.toISOString(),
        url: withoutSharingMarks(flag.urlOriginal, item.canonicalUrl),
        category: flag.category,
        severity: flag.severity,
      })),
      ...verdicts.map(({ decision: { verdict, category, severity, decidedAt }, pseudonym }) => ({
        kind: 'DECIDED' as const,
        at: decidedAt.toISOString(),
        by: pseudonym,
        verdict,
        category,
        severity,
      })),
      ...notices.map(({ notice, pseudonym }) => ({
        kind: 'POLICE_TOLD' as const,
        at: (notice.notifiedAt ?? notice.recordedAt).toISOString(),
        by: pseudonym,
        agency: agencies.get(notice.id) ?? '',
      })),
      ...referralRows
        .filter(
          ({ referral: { id, itemId: of, relatesTo } }) =>
            of === itemId && (relatesTo === null || corrected.has(id)),
        )
        .flatMap(({ referral, recipient }) => [
          // A correction is no second referral: it stands in what happened to the first.
          ...(referral.relatesTo === null
            ? [
                {
                  kind: 'REFERRED' as const,
                  at: referral.createdAt.toISOString(),
                  by: null,
                  referralId: referral.id,
                  recipient,
                  withdrawn: referral.state === 'WITHDRAWN',
                },
              ]
            : []),
          ...(timelines.get(referral.id) ?? []).map((event) =>
            eventOfReferral(referral, event, { recipientId, corrected }),
          ),
        ]),
    ];
    // Parsed: what a package has no place for, as notes, falls away here.
    return [
      EvidenceItemSchema.parse({
        itemId,
        facts: withAgreedFields(facts, configuration.fields),
        accountMayBeOfAChild: mayInvolveAChild(decision, written),
        events: events.toSorted((a, b) => a.at.localeCompare(b.at)),
      }),
    ];
  });
}

/** The same event without what somebody noted about it. */
function eventOfReferral(
  { id: referralId, recipientId: of }: typeof referrals.$inferSelect,
  event: TimelineEvent,
  { recipientId, corrected }: { recipientId: string; corrected: ReadonlyMap<string, Correction> },
): EvidenceEvent {
  const { at, by } = event;
  switch (event.kind) {
    case 'RECEIVED':
      return { kind: event.kind, at, by, referralId, ticket: of === recipientId ? event.ticket : null };
    case 'OUTCOME':
      return { kind: event.kind, at, by, referralId, outcome: event.outcome, source: event.source };
    case 'RECHECKED':
      return { kind: event.kind, at, by, referralId, finding: event.finding };
    case 'CORRECTED': {
      const { relation, referralId: correctionId } = event;
      const { category, severity } = corrected.get(correctionId) ?? { category: null, severity: null };
      return { kind: event.kind, at, by, referralId, relation, correctionId, category, severity };
    }
    case 'REOPENED':
      return { kind: event.kind, at, by, referralId, reason: event.reason };
    default:
      return { kind: event.kind, at, by, referralId };
  }
}

type Decision = typeof decisions.$inferSelect;
type Correction = typeof corrections.$inferSelect;

/** The decision with what a correction puts in the place of what was sent. */
const asCorrected = (decision: Decision, { category, severity, explanation }: Correction): Decision => ({
  ...decision,
  category: category ?? decision.category,
  severity: severity ?? decision.severity,
  explanation: explanation ?? decision.explanation,
});

/** Rule 9 in doubt: once anybody said so, no later correction takes it back. */
function mayInvolveAChild(decision: Decision, written: readonly Correction[]): boolean {
  const codes: (Category | null)[] = [
    decision.category,
    ...decision.secondaryCategories,
    ...written.map(({ category }) => category),
  ];
  return codes.includes('SELF_GENERATED') || decision.modifiers.includes('PEER_INVOLVED');
}
