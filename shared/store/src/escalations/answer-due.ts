import { ANSWER_WITHIN_MS } from '@lapwing/contracts';

/**
 * When a lead is called about a batch unless its recipient answered: a quarter of an hour after `since`; null where no danger
 * is imminent.
 */
export function answerDue({ imminent }: { imminent: boolean }, since: Date): Date | null {
  return imminent ? new Date(since.getTime() + ANSWER_WITHIN_MS) : null;
}
