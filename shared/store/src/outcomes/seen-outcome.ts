import type { OutcomeKind, OutcomeSource } from '@lapwing/contracts';

/** What somebody saw of what became of a referral. */
export interface SeenOutcome {
  kind: OutcomeKind;
  source: OutcomeSource;
  observedAt: Date;
  note: string;
  /** A program of the recipient said it, no person: it ends no escalation of imminent danger. */
  fromMachine?: boolean;
}
