import { isSameOwner, type Owner } from '../outbox/outbox-entry.ts';
import { retryDelay } from '../outbox/retry-delay.ts';
import type { LookResult } from '../server/send-look.ts';
import type { Look, WaitingLook } from './look.ts';

interface LookDrain {
  /** Who is paired now: nothing is ever sent as somebody else. */
  owner: Owner;
  read(): Promise<Look[]>;
  change(key: string, change: (look: Look) => Look | null): Promise<void>;
  /** Sends one look; never throws. */
  send(look: WaitingLook): Promise<LookResult>;
  now(): number;
  random(): number;
  /** Whether what waits for its time is sent as well. */
  all: boolean;
}

interface LookDrainResult {
  /** When the next look is due, in milliseconds since the epoch; null when none waits. */
  nextAttemptAt: number | null;
  /** The server does not know the token any more. */
  pairAgain: boolean;
}

/**
 * Sends every look that is due, in order. Each carries its key, so that one whose answer was lost is sent again without
 * harm. Stops at the first sign that the server is away; only a clear no of the server settles a look otherwise.
 */
export async function drainLooks(drain: LookDrain): Promise<LookDrainResult> {
  const { owner, now } = drain;
  const waiting = async () =>
    (await drain.read()).filter(
      (look): look is WaitingLook => look.state === 'WAITING' && isSameOwner(look.owner, owner),
    );
  let pairAgain = false;
  for (const look of await waiting()) {
    if (!drain.all && look.nextAttemptAt > now()) continue;
    const result = await drain.send(look);
    await drain.change(look.key, (stored) => afterAttempt(stored, result, now(), drain.random()));
    // What the server fails at may be this look alone.
    if (['RECORDED', 'REFUSED', 'SERVER_FAILED'].includes(result.kind)) continue;
    pairAgain = result.kind === 'PAIR_AGAIN';
    break;
  }
  const times = (await waiting()).map(({ nextAttemptAt }) => nextAttemptAt);
  return { nextAttemptAt: times.length === 0 ? null : Math.min(...times), pairAgain };
}

function afterAttempt(look: Look, result: LookResult, now: number, random: number): Look | null {
  if (result.kind === 'RECORDED') return null;
  if (result.kind === 'REFUSED') return { ...look, state: 'REFUSED', slug: result.refusal.slug };
  // Whoever pairs again wakes us.
  if (result.kind === 'PAIR_AGAIN') return look;
  const failures = look.failures + 1;
  const retryAfterMs = 'retryAfterMs' in result ? result.retryAfterMs : null;
  return { ...look, failures, nextAttemptAt: now + retryDelay(failures, random, retryAfterMs) };
}
