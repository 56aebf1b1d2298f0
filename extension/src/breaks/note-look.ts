import { z } from 'zod';
import { readPolicy } from '../policy/policy-store.ts';
import { breakViewOf, look } from './looking.ts';
import { changeLooking, readLooking } from './looking-store.ts';

/** What our own pages tell the background while somebody uses them. */
export const LookMessage = z.object({ kind: z.literal('LOOK') });

/** Somebody looks now. Where the organisation wants no breaks, nothing is counted. */
export async function noteLook(now: number): Promise<void> {
  const { breakAfterMinutes } = await readPolicy();
  if (breakAfterMinutes !== null) await changeLooking((looking) => look(looking, now));
}

/** Whether a break is suggested now. */
export async function isBreakDue(now: number): Promise<boolean> {
  const [looking, { breakAfterMinutes }] = await Promise.all([readLooking(), readPolicy()]);
  return breakViewOf(looking, now, breakAfterMinutes).kind === 'DUE';
}
