import { isSameOwner, type OutboxHead, type Owner } from '../outbox/outbox-entry.ts';

/** Imminent danger that the server does not have after this long is told of loudly, in milliseconds. */
export const LOUD_AFTER_MS = 60_000;

/** Why the server does not have it. */
export type DangerTrouble =
  | 'UNREACHABLE'
  | 'SERVER_TROUBLE'
  | 'NOT_LAPWING'
  | 'PAIR_AGAIN'
  | 'REFUSED'
  /** Another person than the one who is paired saved it. */
  | 'OTHER_PERSON'
  /** Its content does not open any more. */
  | 'CLOSED';

/** How one flag of imminent danger stands, as far as its person has to know. */
export type DangerStatus =
  /** On its way, within the time that this takes at most. */
  | { kind: 'SENDING'; trouble: DangerTrouble | null }
  | { kind: 'UNDELIVERED'; trouble: DangerTrouble | null }
  /** The server has it, and its person has not confirmed that she saw so. `at`: ms since the epoch. */
  | { kind: 'DELIVERED'; itemId: string; at: number };

export interface DangerCircumstances {
  /** Milliseconds since the epoch. */
  now: number;
  /** How long whoever looks has been looking at this flag, by a clock that nobody sets; milliseconds. */
  watchedMs: number;
  /** Who is paired; null when the server does not know this browser. */
  paired: Owner | null;
  /** It was found not to open. */
  closed?: boolean;
}

/** How a flag stands, or null where there is nothing to say: it is no imminent danger, or its person knows. */
export function dangerStatusOf(head: OutboxHead, around: DangerCircumstances): DangerStatus | null {
  if (!head.imminent || head.state === 'WITHDRAWN') return null;
  if (head.state === 'ACCEPTED' || head.state === 'ALREADY_KNOWN') {
    return head.seen ? null : { kind: 'DELIVERED', itemId: head.itemId, at: head.settledAt };
  }
  const trouble = troubleOf(head, around);
  const hopeless =
    trouble === 'PAIR_AGAIN' || trouble === 'REFUSED' || trouble === 'OTHER_PERSON' || trouble === 'CLOSED';
  const late = head.overdueSince !== null || isLate(head.savedAt, around);
  return { kind: hopeless || late ? 'UNDELIVERED' : 'SENDING', trouble };
}

/** A clock that was set by more than the whole time says nothing, and then it is better to be loud. */
function isLate(savedAt: number, { now, watchedMs }: DangerCircumstances): boolean {
  return Math.abs(now - savedAt) >= LOUD_AFTER_MS || watchedMs >= LOUD_AFTER_MS;
}

function troubleOf(
  head: Extract<OutboxHead, { state: 'SAVED' | 'SENDING' | 'REFUSED' }>,
  { paired, closed }: DangerCircumstances,
): DangerTrouble | null {
  if (closed) return 'CLOSED';
  if (head.state === 'REFUSED') return 'REFUSED';
  if (paired === null) return 'PAIR_AGAIN';
  if (!isSameOwner(head.owner, paired)) return 'OTHER_PERSON';
  if (head.state === 'SENDING') return null;
  switch (head.waiting) {
    case 'UNREACHABLE':
    case 'NOT_LAPWING':
    case 'PAIR_AGAIN':
      return head.waiting;
    case 'SERVER_BUSY':
    case 'SERVER_FAILED':
      return 'SERVER_TROUBLE';
    default:
      return null;
  }
}

/** How long each flag has been watched here, by a clock that nobody sets (`performance.now`). */
export class WatchClock {
  readonly #since = new Map<string, number>();
  readonly #monotonic: () => number;

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  /** Milliseconds since this was first asked of the flag. */
  watchedMs(key: string): number {
    const now = this.#monotonic();
    const since = this.#since.get(key) ?? now;
    this.#since.set(key, since);
    return now - since;
  }
}
