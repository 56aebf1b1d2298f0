import { type ClaimView, type ItemDetail, permissionsOf, type Role } from '@lapwing/contracts';
import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import { claimView } from '../claims/claim-view.ts';
import { correctionsOfWords } from '../corrections/corrections-of-words.ts';
import { timelinesOf } from '../referrals/timelines.ts';
import { Refusal } from '../refusal.ts';
import {
  audit,
  claims,
  decisions,
  flags,
  items,
  lawEnforcementNotices,
  people,
  recipients,
  referrals,
} from '../schema/index.ts';
import { newestScore } from '../scores/newest-score.ts';
import type { Actor, Store } from '../store.ts';
import { newestTranslations } from '../translations/newest-translations.ts';
import { takersOfTranslations } from '../translations/takers-of-translations.ts';
import { queueColumns, queueRow } from './queue-row.ts';

type ItemRow = typeof items.$inferSelect;
type Decided = { decision: typeof decisions.$inferSelect; by: string };

/**
 * One item with its flags, score, claim, decisions and history. The texts stay sealed. While an item waits for its
 * second, blind reviewer, nobody who has not decided sees the first decision, its translation, or their lines in the history (rule 5).
 */
export async function getItem(
  store: Store,
  actor: Actor & { roles: readonly Role[] },
  itemId: string,
): Promise<ItemDetail> {
  const [row] = await store.db.select(queueColumns(actor.personId)).from(items).where(eq(items.id, itemId));
  if (!row) throw new Refusal('not-found', 'There is no such item');
  const { item } = row;
  const [itemFlags, score, openClaim, decided, notices, itemReferrals, takers, history] = await Promise.all([
    flagsOf(store, actor, itemId),
    newestScore(store.db, itemId),
    ownClaim(store, actor, itemId),
    store.db
      .select({ decision: decisions, by: people.pseudonym })
      .from(decisions)
      .innerJoin(people, eq(people.id, decisions.personId))
      .where(eq(decisions.itemId, itemId))
      .orderBy(asc(decisions.decidedAt)),
    store.db
      .select({ notice: lawEnforcementNotices, by: people.pseudonym })
      .from(lawEnforcementNotices)
      .innerJoin(people, eq(people.id, lawEnforcementNotices.personId))
      .where(eq(lawEnforcementNotices.itemId, itemId))
      .orderBy(asc(lawEnforcementNotices.recordedAt)),
    referralsOf(store, itemId),
    takersOfTranslations(store.db, itemId),
    historyOf(store, itemId),
  ]);
  const canAdjudicate = permissionsOf(actor.roles, null).has('decision:adjudicate');
  const hidden = isBlind(item, actor, decided);
  const shownDecisions = decided.filter(
    ({ decision }) => !(hidden && decision.reviewRound === item.reviewRound),
  );
  const shownIds = shownDecisions.map(({ decision }) => decision.id);
  const translations = await newestTranslations(store.db, shownIds);
  const corrections = await correctionsOfWords(store.db, shownIds);
  return {
    ...queueRow(row),
    canonicalUrl: item.canonicalUrl,
    contentId: item.contentId,
    ids: item.ids,
    unresolved: item.unresolved,
    flags: itemFlags,
    score: score
      ? {
          modelVersion: score.modelVersion,
          risk: score.risk,
          probabilities: score.probabilities,
          abstained: score.abstained,
          scoredAt: score.scoredAt.toISOString(),
        }
      : null,
    claim: openClaim,
    decisions: shownDecisions.map(({ decision, by }) => ({
      decisionId: decision.id,
      by,
      verdict: decision.verdict,
      category: decision.category,
      severity: decision.severity,
      explanation: decision.explanation,
      correctedTo:
        corrections.get(decision.id)?.findLast(({ explanation }) => explanation !== null)?.explanation ??
        null,
      correctionId: corrections.get(decision.id)?.at(-1)?.correctionId ?? null,
      translations: translations.get(decision.id) ?? [],
      note: decision.note,
      decidedAt: decision.decidedAt.toISOString(),
    })),
    decisionsHidden: hidden,
    lawEnforcement: notices.map(({ notice, by }) => ({
      kind: notice.kind,
      notice:
        notice.notifiedAt && notice.agency && notice.reference
          ? {
              notifiedAt: notice.notifiedAt.toISOString(),
              agency: notice.agency,
              reference: notice.reference,
            }
          : null,
      reason: notice.reason,
      by,
      at: notice.recordedAt.toISOString(),
    })),
    referrals: itemReferrals,
    translationsTakenBy: takers,
    history: history.filter((entry) => !(hidden && tellsOfVerdict(entry.verb))),
    blocked: blockedFor(item, row.flaggedByMe, canAdjudicate, decided, actor),
  };
}

/** A translation says as much as the verdict: only a confirmation has one. */
const tellsOfVerdict = (verb: string): boolean => verb === 'DECISION_MADE' || verb === 'TRANSLATION_WRITTEN';

/**
 * Somebody else concluded in this round, no lead has to see it yet, and the caller has not decided. QUEUED counts:
 * the decision may be read a moment after the item.
 */
function isBlind(item: ItemRow, actor: Actor, decided: readonly Decided[]): boolean {
  const inRound = decided.filter(({ decision }) => decision.reviewRound === item.reviewRound);
  const mine = inRound.some(({ decision }) => decision.personId === actor.personId);
  return (item.state === 'SECOND_REVIEW' || item.state === 'QUEUED') && inRound.length > 0 && !mine;
}

function blockedFor(
  item: ItemRow,
  flaggedByMe: boolean,
  canAdjudicate: boolean,
  decided: readonly Decided[],
  actor: Actor,
): ItemDetail['blocked'] {
  if (item.state === 'CONFIRMED' || item.state === 'DISMISSED' || item.state === 'NEED_INFO') return 'CLOSED';
  if (flaggedByMe) return 'FLAGGED_BY_ME';
  const decidedByMe = decided.some(
    ({ decision }) => decision.reviewRound === item.reviewRound && decision.personId === actor.personId,
  );
  if (decidedByMe) return 'DECIDED_BY_ME';
  return item.state === 'WITH_LEAD' && !canAdjudicate ? 'NEEDS_LEAD' : null;
}

async function flagsOf(store: Store, actor: Actor, itemId: string): Promise<ItemDetail['flags']> {
  const rows = await store.db
    .select({ flag: flags, by: people.pseudonym })
    .from(flags)
    .innerJoin(people, eq(people.id, flags.personId))
    .where(eq(flags.itemId, itemId))
    .orderBy(asc(flags.id))
    .limit(200);
  return rows.map(({ flag, by }) => ({
    flagId: flag.id,
    by,
    byMe: flag.personId === actor.personId,
    url: flag.urlOriginal,
    category: flag.category,
    secondaryCategories: flag.secondaryCategories,
    modifiers: flag.modifiers,
    severity: flag.severity,
    urgency: flag.urgency,
    imminentDanger: flag.imminentDanger,
    hasText: flag.textSealed !== null,
    hasNote: flag.noteSealed !== null,
    textLength: flag.textLength,
    excerpt: flag.excerpt,
    language: flag.language,
    authorHandle: flag.authorHandle,
    authorId: flag.authorId,
    postedAt: flag.postedAt?.toISOString() ?? null,
    observedAt: flag.observedAt.toISOString(),
    receivedAt: flag.receivedAt.toISOString(),
    hashes: flag.hashes,
  }));
}

async function referralsOf(store: Store, itemId: string): Promise<ItemDetail['referrals']> {
  const rows = await store.db
    .select({ referralId: referrals.id, recipient: recipients.name, state: referrals.state })
    .from(referrals)
    .innerJoin(recipients, eq(recipients.id, referrals.recipientId))
    .where(eq(referrals.itemId, itemId));
  const timelines = await timelinesOf(
    store,
    rows.map(({ referralId }) => referralId),
    { namesAnalysts: true },
  );
  return rows.map((row) => ({ ...row, timeline: timelines.get(row.referralId) ?? [] }));
}

async function ownClaim(store: Store, actor: Actor, itemId: string): Promise<ClaimView | null> {
  const [claim] = await store.db
    .select()
    .from(claims)
    .where(and(eq(claims.itemId, itemId), eq(claims.personId, actor.personId), eq(claims.state, 'OPEN')));
  return claim && claim.expiresAt > new Date() ? claimView(claim) : null;
}

async function historyOf(store: Store, itemId: string): Promise<ItemDetail['history']> {
  const flagged = await store.db.select({ id: flags.id }).from(flags).where(eq(flags.itemId, itemId));
  const ids = flagged.map((flag) => flag.id);
  const rows = await store.db
    .select({ at: audit.at, verb: audit.verb, by: people.pseudonym })
    .from(audit)
    .leftJoin(people, eq(people.id, audit.actorId))
    .where(
      or(
        and(
          eq(audit.subjectKind, 'item'),
          eq(audit.subjectId, itemId),
          // What a challenger said changed nothing about the item.
          sql`${audit.details} -> 'shadow' is null`,
        ),
        ids.length > 0 ? and(eq(audit.subjectKind, 'flag'), inArray(audit.subjectId, ids)) : undefined,
      ),
    )
    .orderBy(asc(audit.sequence))
    .limit(500);
  return rows.map(({ at, verb, by }) => ({ at: at.toISOString(), verb, by }));
}
