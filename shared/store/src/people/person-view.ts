import type { PersonView } from '@lapwing/contracts';
import { eq, type SQL } from 'drizzle-orm';
import { hasSecondFactor } from '../identity/principal.ts';
import { authUsers, people } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';

/** People as an admin sees them, oldest first. */
export async function readPeople(db: Database | Transaction, where?: SQL): Promise<PersonView[]> {
  const rows = await db
    .select({ person: people, secondFactor: hasSecondFactor })
    .from(people)
    .leftJoin(authUsers, eq(authUsers.id, people.id))
    .where(where)
    .orderBy(people.createdAt, people.id);
  return rows.map(({ person, secondFactor }) => ({
    personId: person.id,
    name: person.name,
    email: person.email,
    pseudonym: person.pseudonym,
    roles: person.roles,
    active: person.active,
    secondFactor,
    joined: person.joinedAt !== null,
    createdAt: person.createdAt.toISOString(),
  }));
}

/** One person; throws when there is none, which the caller has made sure of. */
export async function readPerson(db: Database | Transaction, personId: string): Promise<PersonView> {
  const [person] = await readPeople(db, eq(people.id, personId));
  if (!person) throw new Error('A person vanished; people are never deleted');
  return person;
}
