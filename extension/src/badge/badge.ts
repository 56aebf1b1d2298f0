/** What may want to be seen on the toolbar button. */
export interface BadgeSources {
  /** Flags of imminent danger that the server does not have in time. */
  undelivered: number;
  /** Flags of imminent danger on their way. */
  sending: number;
}

export interface Badge {
  text: string;
  /** Behind the text, `#rrggbb`. */
  colour: string;
  title: 'DANGER_UNDELIVERED' | 'DANGER_SENDING';
}

/**
 * What stands on the toolbar button, on every tab: the gravest thing alone. Imminent danger that was not delivered
 * goes before everything else. Null: nothing.
 */
export function badgeOf({ undelivered, sending }: BadgeSources): Badge | null {
  if (undelivered > 0) return { text: '!', colour: '#b3261e', title: 'DANGER_UNDELIVERED' };
  if (sending > 0) return { text: '…', colour: '#575249', title: 'DANGER_SENDING' };
  return null;
}
