import type { Category, OutcomeKind } from '@lapwing/contracts';
import { recordOutcomes } from '@lapwing/store/outcomes/record-outcomes';
import { readyForGoogle } from '@lapwing/store/testing/ready-referrals';
import { sendToGoogle } from '@lapwing/store/testing/sent-referrals';
import { addPerson } from '@lapwing/store/testing/workspace';
import type { Stack } from '../stack/start-stack.ts';

const HOUR_MS = 3_600_000;

interface Month {
  month: number;
  category: Category;
  language: string;
  /** Hours from sending to the outcome. */
  hours: readonly number[];
  outcome: OutcomeKind;
}

const months: readonly Month[] = [
  { month: 2, category: 'GROOMING', language: 'th', hours: [3, 5, 8, 20, 30, 45, 70], outcome: 'REMOVED' },
  { month: 3, category: 'GROOMING', language: 'en', hours: [2, 6, 9, 15, 22, 40], outcome: 'REMOVED' },
  {
    month: 3,
    category: 'SEXUAL_EXTORTION',
    language: 'th',
    hours: [1, 2, 4, 5, 9],
    outcome: 'ACCOUNT_DISABLED',
  },
  {
    month: 4,
    category: 'SEC_TRAVEL_TOURISM',
    language: 'en',
    hours: [50, 60, 90, 100, 110],
    outcome: 'NO_VIOLATION',
  },
  { month: 5, category: 'SEC_TRAVEL_TOURISM', language: 'vi', hours: [12, 30], outcome: 'REMOVED' },
];

/** Referrals of last year with what became of them, so that there is something to count. Gives the year. */
export async function addFigures({ store, owner }: Pick<Stack, 'store' | 'owner'>): Promise<number> {
  const referrer = await addPerson(store, ['referrer']);
  const year = new Date().getUTCFullYear() - 1;
  for (const { month, category, language, hours, outcome } of months) {
    const ids = await readyForGoogle(store, hours.length, { category, language });
    await sendToGoogle(store, referrer, ids);
    const sentAt = new Date(Date.UTC(year, month, 10));
    await owner.query('update referrals set sent_at = $1 where id = any($2)', [sentAt, ids]);
    for (const [index, id] of ids.entries())
      await recordOutcomes(store, referrer, {
        referralIds: [id],
        kind: outcome,
        source: 'RECIPIENT_REPLY',
        observedAt: new Date(sentAt.getTime() + (hours[index] ?? 0) * HOUR_MS).toISOString(),
        note: '',
      });
  }
  return year;
}
