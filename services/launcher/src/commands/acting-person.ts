import { type Permission, permissionsOf } from '@lapwing/contracts';
import { listPeople } from '@lapwing/store/people/list-people';
import type { Actor, Store } from '@lapwing/store/store';
import type { Command } from 'commander';

/** `--as <address>`: who is named in the audit log for what the command does. */
export const withActor = (command: Command): Command =>
  command.requiredOption('--as <address>', 'who does this, for the audit log: the address she signs in with');

/** @throws Error with a sentence where nobody active has that address, or may not do this */
export const actingPerson = async (store: Store, address: string, needs: Permission): Promise<Actor> => {
  const { people } = await listPeople(store);
  const person = people.find(({ email, active }) => active && email === address.toLowerCase());
  if (!person)
    throw new Error(`Nobody active has the address ${address}; "lapwing person list" shows everybody.`);
  if (!permissionsOf(person.roles, null).has(needs))
    throw new Error(`${person.name} may not do this; it needs the permission ${needs}, which an admin has.`);
  return { personId: person.personId, requestId: null };
};
