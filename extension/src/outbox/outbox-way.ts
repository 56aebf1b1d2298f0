/** An attempt to deliver imminent danger is not waited for longer than this, but made again. */
const URGENT_PATIENCE_MS = 10_000;

/** Lets imminent danger pass what is being sent at this moment. */
export interface Way {
  /** Cuts off an ordinary flag on its way: its answer could take long, and it is sent again after the urgent one. */
  make(): void;
  /** For one attempt; null: it is not to begin. */
  begin(imminent: boolean): AbortSignal | null;
  /** A drain begins, which looks for imminent danger first. */
  clear(): void;
}

/** The way of one context, which sends one flag at a time. */
export function createWay(): Way {
  let asked = false;
  let ordinary: AbortController | null = null;
  return {
    make() {
      asked = true;
      ordinary?.abort();
    },
    begin(imminent) {
      ordinary = null;
      if (imminent) return AbortSignal.timeout(URGENT_PATIENCE_MS);
      if (asked) return null;
      ordinary = new AbortController();
      return ordinary.signal;
    },
    clear() {
      asked = false;
      ordinary = null;
    },
  };
}
