/** How much of a page one reading may look at. A page that is made to be too large is read in part. */
export interface Budget {
  /** Begins a step of the reading, with time of its own: what one step uses up, the next does not lack. */
  begin(): void;
  /** Takes one node off the budget; false once the nodes, or the time of this step, are spent. */
  spend(): boolean;
}

/** Nodes that one reading visits at most. */
export const MAX_NODES = 20_000;
/** Milliseconds of one step. There are four at most: to find and to read, by a site's own adapter, then the generic one. */
const STEP_MILLISECONDS = 12;
/** Nodes between two looks at the clock. */
const STRIDE = 16;

export function startBudget(now: () => number): Budget {
  let end = now() + STEP_MILLISECONDS;
  let left = MAX_NODES;
  let isLate = false;
  return {
    begin() {
      end = now() + STEP_MILLISECONDS;
      isLate = false;
    },
    spend() {
      if (left <= 0 || isLate) return false;
      left -= 1;
      if (left % STRIDE === 0 && now() > end) isLate = true;
      return !isLate;
    },
  };
}
