/** How long somebody has been looking; nothing of what at. */
export interface Looking {
  /** Time spent looking since the last break. */
  lookedMs: number;
  /** When she was last seen looking. */
  lastAt: number;
  /** More time that she asked for after a break was suggested. */
  extraMs: number;
  /** When she began a break, or null. */
  restingSince: number | null;
}

export const notLooking: Looking = { lookedMs: 0, lastAt: 0, extraMs: 0, restingSince: null };

/** Somebody who was not seen for this long did something else meanwhile. */
const PAUSE_MS = 90_000;
/** So long away is a break. */
export const REST_MS = 5 * 60_000;
const EXTRA_MS = 10 * 60_000;

/** She is seen looking now. A clock that was set back counts nothing. */
export function look(before: Looking, now: number): Looking {
  const state = settled(before, now);
  if (state.restingSince !== null) return state;
  const gap = Math.max(0, now - state.lastAt);
  return { ...state, lookedMs: state.lookedMs + (gap <= PAUSE_MS ? gap : 0), lastAt: now };
}

/** What holds now, without her being seen: a break that is over, also one that nobody announced, starts anew. */
export function settled(state: Looking, now: number): Looking {
  const since = state.restingSince ?? state.lastAt;
  return now - since >= REST_MS ? notLooking : state;
}

export function beginBreak(state: Looking, now: number): Looking {
  return { ...state, restingSince: now };
}

/** She goes on before the break is over; what she looked stays. */
export function endBreak(state: Looking, now: number): Looking {
  return { ...state, restingSince: null, lastAt: now };
}

export function askForMore(state: Looking, afterMinutes: number): Looking {
  return { ...state, extraMs: state.lookedMs - afterMinutes * 60_000 + EXTRA_MS };
}

export type BreakView =
  /** Nothing to say. */
  | { kind: 'NONE' }
  | { kind: 'LOOKING'; minutes: number }
  | { kind: 'DUE'; minutes: number }
  | { kind: 'RESTING'; leftMs: number };

/** @param afterMinutes after how long a break is suggested; null: never */
export function breakViewOf(stored: Looking, now: number, afterMinutes: number | null): BreakView {
  if (afterMinutes === null) return { kind: 'NONE' };
  const state = settled(stored, now);
  if (state.restingSince !== null) return { kind: 'RESTING', leftMs: state.restingSince + REST_MS - now };
  const minutes = Math.floor(state.lookedMs / 60_000);
  if (state.lookedMs >= afterMinutes * 60_000 + state.extraMs) return { kind: 'DUE', minutes };
  return minutes === 0 ? { kind: 'NONE' } : { kind: 'LOOKING', minutes };
}
