import type { RecipientConfiguration, Schedule } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { changeRecipient } from '../recipients/change-recipient.ts';
import { recipients } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { addPerson } from './workspace.ts';

/** Every day at 17:00 in Bangkok, which is 10:00 in UTC, unless the changes say otherwise. */
export const atFive = (changes: Partial<Schedule> = {}): Schedule => ({
  timeZone: 'Asia/Bangkok',
  when: {
    kind: 'AT_TIMES',
    days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'],
    times: ['17:00'],
  },
  minimumReferrals: 1,
  maximumReferrals: null,
  ...changes,
});

/** Gives a recipient a schedule, or takes it away, with other settings of it, as an admin does; and the run that is due. */
export async function setSchedule(
  store: Store,
  recipientId: string,
  schedule: Schedule | null,
  { dueAt, ...settings }: Partial<RecipientConfiguration> & { dueAt?: Date } = {},
): Promise<void> {
  const admin = await addPerson(store, ['admin']);
  const [found] = await store.db.select().from(recipients).where(eq(recipients.id, recipientId));
  if (!found) throw new Error('There is no such recipient');
  const { slug, name, active, version, configuration } = found;
  await changeRecipient(store, admin, {
    recipientId,
    version,
    input: { slug, name, active, configuration: { ...configuration, ...settings, schedule } },
  });
  if (dueAt)
    await store.db.update(recipients).set({ scheduleDueAt: dueAt }).where(eq(recipients.id, recipientId));
}
