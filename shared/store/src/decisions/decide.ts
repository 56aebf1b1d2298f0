import {
  abstentionIn,
  type DecisionMade,
  eventOfVerdict,
  itemLifecycle,
  type ParsedDecision,
  type Severity,
} from '@lapwing/contracts';
import { and, asc, desc, eq, inArray, isNotNull, ne, notExists } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { endClaim, lockOwnClaim } from '../claims/open-claim.ts';
import { priorityOfFacts } from '../items/fold-flag.ts';
import { refuseInvolved } from '../items/refuse-involved.ts';
import { createReferralsForDecision } from '../referrals/create-referrals-for-decision.ts';
import { Refusal } from '../refusal.ts';
import { decisions, flags, items } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { insertTranslation } from '../translations/insert-translation.ts';
import { sourceOfTranslation } from '../translations/source-of-translation.ts';
import { refusePersonalData } from './refuse-personal-data.ts';

/**
 * Records what a reviewer concluded, ends the claim, and moves the item where its lifecycle leads. A confirmation
 * makes a referral ready for each recipient of the platform. All in one transaction.
 *
 * Refused: a claim that has ended or run out (`claim-lost`, `claim-expired`), an item that changed since the
 * reviewer looked (`stale`), a confirmation by somebody who flagged the item (`two-people`), a second decision by
 * the same person in one round (`already-decided`), a verdict on an item with a lead by anybody else (`forbidden`), waiting
 * for information while a child may be in danger (`transition-refused`, rule 6), a confirmation whose explanation or translation names
 * somebody who works here or has personal data that was not confirmed, a translation that is not in the script of its language
 * (`invalid-request`).
 */
export function decide(
  store: Store,
  actor: Actor,
  input: ParsedDecision,
  options: { canAdjudicate: boolean },
): Promise<DecisionMade> {
  return store.db.transaction(async (transaction) => {
    const { item, claim } = await lockOwnClaim(transaction, actor, input.claimId, input.token);
    if (item.version !== input.itemVersion) {
      throw new Refusal('stale', 'The item has changed since you opened it; look again before you decide');
    }
    if (item.state === 'WITH_LEAD' && !options.canAdjudicate)
      throw new Refusal('forbidden', 'This item is with a lead');
    await refuseInvolved(transaction, actor, item);
    if (input.verdict === 'NEED_INFO' && item.imminentBases.length > 0) {
      throw new Refusal(
        'transition-refused',
        'A child may be in danger now: this item does not wait for information; decide it or escalate it',
        [{ pointer: '/verdict', code: 'imminent_danger', detail: 'Imminent danger does not wait' }],
      );
    }

    const { translation } = input;
    if (input.verdict === 'CONFIRM')
      await refusePersonalData(transaction, input.explanation, input.confirmedPersonalData);
    const translatedFrom = translation
      ? sourceOfTranslation(input.explanation, translation, '/translation/text')
      : null;
    if (translation)
      await refusePersonalData(
        transaction,
        translation.text,
        input.confirmedPersonalData,
        '/translation/text',
      );

    const severity = graver(item.severity, input.severity ?? null);
    const earlier = await verdictsOfOthers(transaction, actor, item.id, item.reviewRound);
    const gravest = graver(severity, await gravestOfRound(transaction, item.id, item.reviewRound));
    const event = eventOfVerdict(item.state, input.verdict, input.category ?? null, gravest, earlier);
    const state = itemLifecycle.next(item.state, event);

    const [decision] = await transaction
      .insert(decisions)
      .values({
        itemId: item.id,
        reviewRound: item.reviewRound,
        personId: actor.personId,
        claimId: claim.id,
        verdict: input.verdict,
        category: input.category ?? null,
        secondaryCategories: input.secondaryCategories,
        modifiers: input.modifiers,
        severity: input.severity ?? null,
        explanation: input.explanation,
        note: input.note,
        fromState: item.state,
        toState: state,
      })
      .returning({ id: decisions.id });
    if (!decision) throw new Error('An insert returned no row');
    if (translation)
      await insertTranslation(transaction, actor, {
        ...translation,
        translatedFrom,
        itemId: item.id,
        decisionId: decision.id,
        replaces: null,
        correctionId: null,
        withDecision: true,
        confirmedPersonalData: input.confirmedPersonalData.filter((found) => translation.text.includes(found))
          .length,
      });
    await endClaim(transaction, claim, 'DECIDE', actor);

    const confirmed = state === 'CONFIRMED';
    const facts = {
      ...item,
      category: confirmed && input.category ? input.category : item.category,
      severity: confirmed ? gravest : item.severity,
    };
    const { rank, reasons } = priorityOfFacts(facts, abstentionIn(item.reasons));
    const itemVersion = item.version + 1;
    await transaction
      .update(items)
      .set({
        state,
        category: facts.category,
        severity: facts.severity,
        rank,
        reasons,
        version: itemVersion,
        changedAt: new Date(),
      })
      .where(eq(items.id, item.id));
    await writeAudit(transaction, {
      verb: 'DECISION_MADE',
      actor,
      subjectKind: 'item',
      subjectId: item.id,
      details: {
        decisionId: decision.id,
        verdict: input.verdict,
        from: item.state,
        to: state,
        token: claim.token,
        ...(input.confirmedPersonalData.length > 0 && {
          confirmedPersonalData: input.confirmedPersonalData.length,
        }),
      },
    });
    const referrals = confirmed ? await createReferralsForDecision(transaction, actor, decision.id) : [];
    return { decisionId: decision.id, itemId: item.id, itemState: state, itemVersion, referrals };
  });
}

function graver(severity: Severity, other: Severity | null): Severity {
  return other !== null && other > severity ? other : severity;
}

/** The gravest severity in any decision of the round, also of who escalated it or flagged it since. */
async function gravestOfRound(
  transaction: Transaction,
  itemId: string,
  reviewRound: number,
): Promise<Severity | null> {
  const [gravest] = await transaction
    .select({ severity: decisions.severity })
    .from(decisions)
    .where(
      and(
        eq(decisions.itemId, itemId),
        eq(decisions.reviewRound, reviewRound),
        isNotNull(decisions.severity),
      ),
    )
    .orderBy(desc(decisions.severity))
    .limit(1);
  return gravest?.severity ?? null;
}

/**
 * The verdicts that conclude something, by others in this round, oldest first. Who flagged the item after her verdict
 * is no independent reviewer any more.
 */
function verdictsOfOthers(transaction: Transaction, actor: Actor, itemId: string, reviewRound: number) {
  return transaction
    .select({ verdict: decisions.verdict, category: decisions.category })
    .from(decisions)
    .where(
      and(
        eq(decisions.itemId, itemId),
        eq(decisions.reviewRound, reviewRound),
        ne(decisions.personId, actor.personId),
        inArray(decisions.verdict, ['CONFIRM', 'DISMISS']),
        notExists(
          transaction
            .select({ id: flags.id })
            .from(flags)
            .where(and(eq(flags.itemId, itemId), eq(flags.personId, decisions.personId))),
        ),
      ),
    )
    .orderBy(asc(decisions.decidedAt));
}
