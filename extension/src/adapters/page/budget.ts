/** How much of a page one reading may look at. A page that is made to be too large is read in part. */
export interface Budget {
  /** Takes one node off the budget; false once it is spent. */
  spend(): boolean;
}

/** Nodes that one reading visits at most. */
export const MAX_NODES = 20_000;
/** Milliseconds that one reading takes at most; a little less than the 50 that a page may notice. */
const MAX_MILLISECONDS = 40;
/** Nodes between two looks at the clock. */
const STRIDE = 64;

export function startBudget(now: () => number): Budget {
  const end = now() + MAX_MILLISECONDS;
  let left = MAX_NODES;
  return {
    spend() {
      if (left <= 0) return false;
      left -= 1;
      if (left % STRIDE === 0 && now() > end) left = 0;
      return left > 0;
    },
  };
}
