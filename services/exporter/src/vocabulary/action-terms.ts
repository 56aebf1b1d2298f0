import type { FigureAction } from '@lapwing/contracts';

/**
 * What a recipient did, in the words of the DSA Transparency Database. None where an outcome does not say which of its
 * words fits: we choose no near one. Source: its API documentation; looked up 2026-11.
 */
export const actionTerms: Readonly<Record<FigureAction, readonly `DECISION_${string}`[]>> = {
  REMOVED: ['DECISION_VISIBILITY_CONTENT_REMOVED'],
  // Which of the two, recipients rarely say.
  ACCOUNT_DISABLED: ['DECISION_ACCOUNT_SUSPENDED', 'DECISION_ACCOUNT_TERMINATED'],
  RESTRICTED: [],
  GEO_BLOCKED: [],
  NO_VIOLATION: [],
  NOTHING_KNOWN: [],
};
