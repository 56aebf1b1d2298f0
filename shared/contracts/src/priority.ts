import { z } from 'zod';
import { Abstention } from './score.ts';
import {
  type ImminentBasis,
  ImminentBasis as ImminentBasisSchema,
  type Severity,
  type Urgency,
  urgencies,
} from './taxonomy.ts';

/** Everything that decides where an item stands in the queue. */
export interface PriorityFacts {
  /** Bases of imminent danger named by any flagger; empty when nobody did. */
  imminentBases: readonly ImminentBasis[];
  /** The most pressing urgency of all flags. */
  urgency: Urgency;
  /** The gravest severity of all flags. */
  severity: Severity;
  /** Calibrated risk, 0–1; null while unscored. */
  risk: number | null;
  /** The classifier read it and is unsure: whatever `risk` says then, it does not count. */
  abstained: boolean;
  /** Why it is unsure, where that is known. */
  abstention: Abstention | null;
  /** Number of different people who flagged it (at least 1). */
  flaggers: number;
  /** Picked to check the model: stands at least as high as this score, 0–100. Null: not picked. */
  checkPercent: number | null;
}

/** Why an item stands where it stands, most important first; the interface puts each into words. */
export const PriorityReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('IMMINENT_DANGER'), basis: ImminentBasisSchema }),
  z.object({ kind: z.literal('URGENCY'), urgency: z.enum(urgencies) }),
  z.object({ kind: z.literal('SEVERITY'), severity: z.number().int().min(1).max(4) }),
  z.object({ kind: z.literal('RISK'), percent: z.number().int().min(0).max(100) }),
  z.object({ kind: z.literal('UNSURE'), because: Abstention.nullable() }),
  z.object({ kind: z.literal('UNSCORED') }),
  z.object({ kind: z.literal('SAMPLED') }),
  z.object({ kind: z.literal('FLAGGERS'), count: z.number().int().min(2) }),
]);
export type PriorityReason = z.infer<typeof PriorityReason>;

/** Where an item stands: a greater `rank` comes first; within a rank the older item comes first. */
export interface Priority {
  rank: number;
  reasons: PriorityReason[];
}

const MAX_FLAGGERS = 99;
/** Without an answer of the classifier an item is neither buried under low scores nor lifted above high ones. */
const UNDECIDED_PERCENT = 50;

/**
 * Ranks an item by, in this order: imminent danger, urgency, severity, calibrated score, number of independent
 * flaggers. Age is the last criterion and is left to the caller's `ORDER BY rank DESC, first_flagged_at`, so that
 * a rank never has to be recomputed because time passed and the queue can be read from an index.
 *
 * Where the classifier is unsure, and while it has not answered, an item stands in the middle of its urgency and
 * severity: with a score of 50 %, before 49 %, behind 51 %. Flaggers and age then decide as they do everywhere.
 *
 * The rank is a decimal number read digit group by digit group: `I U S PPP FF` (imminent 0–1, urgency 0–3,
 * severity 1–4, score 000–100, flaggers 00–99). It fits a 32-bit integer. Imminent danger tops every queue
 * whatever the model says (rule 6): no later group can outweigh an earlier one. An item that was picked to check the
 * model moves inside its group of scores only (see check-sample.ts).
 */
export function priorityOf(facts: PriorityFacts): Priority {
  const imminent = facts.imminentBases.length > 0 ? 1 : 0;
  const urgency = urgencies.indexOf(facts.urgency);
  const answered = answerOf(facts);
  const percent = answered.kind === 'RISK' ? answered.percent : UNDECIDED_PERCENT;
  const standing = Math.max(percent, Math.min(100, facts.checkPercent ?? 0));
  const flaggers = Math.min(MAX_FLAGGERS, Math.max(1, Math.trunc(facts.flaggers)));
  const rank =
    imminent * 10_000_000 + urgency * 1_000_000 + facts.severity * 100_000 + standing * 100 + flaggers;

  const reasons: PriorityReason[] = facts.imminentBases.map((basis) => ({ kind: 'IMMINENT_DANGER', basis }));
  if (facts.urgency !== 'ROUTINE') reasons.push({ kind: 'URGENCY', urgency: facts.urgency });
  reasons.push({ kind: 'SEVERITY', severity: facts.severity });
  reasons.push(answered);
  if (facts.checkPercent !== null) reasons.push({ kind: 'SAMPLED' });
  if (facts.flaggers > 1) reasons.push({ kind: 'FLAGGERS', count: facts.flaggers });
  return { rank, reasons };
}

function answerOf({ risk, abstained, abstention }: PriorityFacts) {
  if (abstained) return { kind: 'UNSURE' as const, because: abstention };
  if (risk === null) return { kind: 'UNSCORED' as const };
  return { kind: 'RISK' as const, percent: Math.round(Math.min(1, Math.max(0, risk)) * 100) };
}

/** Why the classifier was unsure when these reasons were given; null where it was not, or did not say. */
export function abstentionIn(reasons: readonly PriorityReason[]): Abstention | null {
  return reasons.find((reason) => reason.kind === 'UNSURE')?.because ?? null;
}
