/** How long the control stands still under the pointer before a press on it counts, in milliseconds. */
export const UNDER_POINTER_MS = 300;

/** What is known when the control is pressed. */
export interface Press {
  /** The browser says that a person did it. */
  isTrusted: boolean;
  /** 0 is the main one. */
  button: number;
  /** Since when the pointer has been on the control where it stands now; null: it is not. Milliseconds. */
  since: number | null;
  now: number;
  /** Whether nothing of the page lies over it. */
  uncovered: boolean;
}

/** Whether a press is a person's, who saw what she pressed. */
export function pressCounts({ isTrusted, button, since, now, uncovered }: Press): boolean {
  return isTrusted && button === 0 && uncovered && since !== null && now - since >= UNDER_POINTER_MS;
}
