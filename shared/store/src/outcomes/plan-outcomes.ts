import { createHash } from 'node:crypto';
import {
  foldWord,
  type OutcomeCells,
  type OutcomeFileInput,
  type OutcomeKind,
  type OutcomePlan,
  type PlannedLine,
  readOutcomeCells,
} from '@lapwing/contracts';
import { and, eq, inArray } from 'drizzle-orm';
import { outcomeLines, outcomes } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';
import { type Match, matchCells } from './match-cells.ts';

/** A line that is to be taken in: what it says, and what it is about. */
export interface LineToTakeIn {
  digest: string;
  cells: OutcomeCells;
  kind: OutcomeKind;
  observedAt: Date;
  match: Match;
}

export interface PlannedFile {
  plan: OutcomePlan;
  /** What would be recorded or laid into the tray, the earliest observation first. */
  take: LineToTakeIn[];
}

/**
 * What would become of every line of a file. A line that was taken in before, also in another file or further up in
 * this one, is known already, and so is an outcome that is recorded with the same time.
 */
export async function planOutcomes(
  db: Database | Transaction,
  input: OutcomeFileInput,
): Promise<PlannedFile> {
  const now = new Date();
  const receivedAt = new Date(input.receivedAt);
  const read = input.lines.map((cells) => ({
    cells,
    digest: digestOf(cells),
    read: readOutcomeCells(cells, input.mapping, { receivedAt, now }),
  }));
  const matches = await matchCells(db, input.recipientId, input.lines);
  const before = await takenInBefore(db, input.recipientId, read);
  const knownOutcomes = await outcomesOf(db, matches);
  const take: LineToTakeIn[] = [];
  const seen = new Set(before);
  const lines = read.map(({ cells, digest, read: said }, index): PlannedLine => {
    const match = matches[index] ?? { reason: 'UNMATCHED', candidates: [] };
    const line = cells.line;
    const nothing = { line, problems: [], reason: null, kind: null, observedAt: null, referral: null };
    if (!said.ok) return { ...nothing, fate: 'WRONG', problems: said.problems };
    const { kind, observedAt } = said;
    if (kind === 'NOTHING') return { ...nothing, fate: 'NOTHING' };
    const referral = 'referralId' in match ? match : null;
    const shown = { ...nothing, kind, observedAt: observedAt.toISOString(), referral };
    const outcome = outcomeKey(referral?.referralId ?? digest, kind, observedAt);
    if (seen.has(digest) || knownOutcomes.has(outcome)) return { ...shown, fate: 'ALREADY' };
    seen.add(digest);
    knownOutcomes.add(outcome);
    take.push({ digest, cells, kind, observedAt, match });
    if ('referralId' in match) return { ...shown, fate: 'RECORD' };
    return { ...shown, fate: 'TRAY', reason: match.reason };
  });
  // Recorded in the order in which things happened: the last one says how the referral stands.
  take.sort((a, b) => a.observedAt.getTime() - b.observedAt.getTime() || a.cells.line - b.cells.line);
  return { plan: { plan: markOf(lines), lines }, take };
}

const outcomeKey = (referralId: string, kind: OutcomeKind, observedAt: Date) =>
  `${referralId} ${kind} ${observedAt.getTime()}`;

/** Of what the line says, whatever its place in the file. */
function digestOf({ reference, url, ticket, outcome, observedAt, note }: OutcomeCells): string {
  const cells = [reference, url, ticket, outcome, observedAt, note].map((cell) => cell.trim());
  cells[3] = foldWord(outcome);
  return createHash('sha256').update(JSON.stringify(cells)).digest('hex');
}

/** Of what would be done. Without times: those of lines that say none move while somebody reads the preview. */
function markOf(lines: readonly PlannedLine[]): string {
  const parts = lines.map(({ line, fate, kind, reason, referral }) => [
    line,
    fate,
    kind,
    reason,
    referral?.referralId ?? null,
  ]);
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

async function takenInBefore(
  db: Database | Transaction,
  recipientId: string,
  lines: readonly { digest: string }[],
): Promise<string[]> {
  const digests = lines.map(({ digest }) => digest);
  const rows = await db
    .select({ digest: outcomeLines.digest })
    .from(outcomeLines)
    .where(and(eq(outcomeLines.recipientId, recipientId), inArray(outcomeLines.digest, digests)));
  return rows.map(({ digest }) => digest);
}

/** Replies of the recipient that are recorded already. */
async function outcomesOf(db: Database | Transaction, matches: readonly Match[]): Promise<Set<string>> {
  const ids = matches.flatMap((match) => ('referralId' in match ? [match.referralId] : []));
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: outcomes.referralId, kind: outcomes.kind, observedAt: outcomes.observedAt })
    .from(outcomes)
    .where(and(inArray(outcomes.referralId, ids), eq(outcomes.source, 'RECIPIENT_REPLY')));
  return new Set(rows.map(({ id, kind, observedAt }) => outcomeKey(id, kind, observedAt)));
}
