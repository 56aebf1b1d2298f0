/** How long a decision can be undone before it is sent, in milliseconds. */
export const HOLD_MS = 5000;

/** Timers and clock, so that a test needs no real time. */
export interface HoldClock {
  now(): number;
  after(milliseconds: number, run: () => void): () => void;
}

export type HoldState<Held> =
  | { phase: 'IDLE' }
  | { phase: 'HELD'; held: Held; endsAt: number }
  | { phase: 'SENDING'; held: Held };

/**
 * Holds one decision back for five seconds before it is sent, so that undoing it means it was never made. Leaving
 * the item sends at once; leaving the page too, with `keepalive`.
 */
export interface DecisionHold<Held> {
  state(): HoldState<Held>;
  subscribe(listener: () => void): () => void;
  /** Starts to hold; one that is still held is sent first. */
  hold(held: Held): void;
  /** Gives the decision back unsent, or null when it is too late. */
  undo(): Held | null;
  /** Sends now what is held. */
  flush(leaving?: boolean): void;
}

export function createDecisionHold<Held>(
  send: (held: Held, leaving: boolean) => Promise<void>,
  clock: HoldClock = {
    now: () => Date.now(),
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
  },
): DecisionHold<Held> {
  let state: HoldState<Held> = { phase: 'IDLE' };
  let cancel: () => void = () => {};
  const listeners = new Set<() => void>();
  const become = (next: HoldState<Held>) => {
    state = next;
    for (const listener of listeners) listener();
  };

  const flush = (leaving = false) => {
    if (state.phase !== 'HELD') return;
    cancel();
    const sending: HoldState<Held> = { phase: 'SENDING', held: state.held };
    become(sending);
    void send(sending.held, leaving).finally(() => {
      // Another decision may be held by now; it stays.
      if (state === sending) become({ phase: 'IDLE' });
    });
  };

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hold(held) {
      flush();
      cancel = clock.after(HOLD_MS, () => flush());
      become({ phase: 'HELD', held, endsAt: clock.now() + HOLD_MS });
    },
    undo() {
      if (state.phase !== 'HELD') return null;
      cancel();
      const { held } = state;
      become({ phase: 'IDLE' });
      return held;
    },
    flush,
  };
}
