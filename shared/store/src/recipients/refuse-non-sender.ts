import type { RecipientConfiguration } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { people } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';

/** Whether the recipient's settings let somebody send to it. */
export async function maySendTo(
  transaction: Transaction,
  actor: Actor,
  { senders }: Pick<RecipientConfiguration, 'senders'>,
): Promise<boolean> {
  if (senders.roles.length === 0 && senders.people.length === 0) return true;
  const [person] = await transaction
    .select({ pseudonym: people.pseudonym, roles: people.roles })
    .from(people)
    .where(eq(people.id, actor.personId));
  if (!person) return false;
  return (
    senders.people.includes(person.pseudonym) || senders.roles.some((role) => person.roles.includes(role))
  );
}

/** Refuses (`forbidden`) whoever the recipient's settings do not let send to it. */
export async function refuseNonSender(
  transaction: Transaction,
  actor: Actor,
  settings: Pick<RecipientConfiguration, 'senders'>,
): Promise<void> {
  if (!(await maySendTo(transaction, actor, settings)))
    throw new Refusal(
      'forbidden',
      'The settings of this recipient let only some of the referrers send to it',
    );
}
