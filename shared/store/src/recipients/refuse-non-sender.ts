import type { RecipientConfiguration } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { people } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';

/** Refuses (`forbidden`) whoever the recipient's settings do not let send to it. */
export async function refuseNonSender(
  transaction: Transaction,
  actor: Actor,
  { senders }: Pick<RecipientConfiguration, 'senders'>,
): Promise<void> {
  if (senders.roles.length === 0 && senders.people.length === 0) return;
  const [person] = await transaction
    .select({ pseudonym: people.pseudonym, roles: people.roles })
    .from(people)
    .where(eq(people.id, actor.personId));
  const named = person !== undefined && senders.people.includes(person.pseudonym);
  const fitting = person !== undefined && senders.roles.some((role) => person.roles.includes(role));
  if (!named && !fitting)
    throw new Refusal(
      'forbidden',
      'The settings of this recipient let only some of the referrers send to it',
    );
}
