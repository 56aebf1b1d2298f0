import { randomBytes } from 'node:crypto';
import { permissionsOf, type Role } from '@lapwing/contracts';
import { issueApiToken } from '@lapwing/store/identity/issue-credential';
import { people } from '@lapwing/store/schema/index';
import type { Stack } from './start-stack.ts';

/** An invented person who speaks to the API with a bearer token. */
export interface TokenHolder {
  personId: string;
  name: string;
  roles: Role[];
  /** Carries everything her roles allow. */
  token: string;
}

/** Adds an invented person who has joined, with a personal API token as `lapwing token create` issues it. */
export async function addTokenHolder(
  stack: Pick<Stack, 'store'>,
  roles: Role[],
  name = 'Somebody',
): Promise<TokenHolder> {
  const mark = randomBytes(6).toString('hex');
  const [person] = await stack.store.db
    .insert(people)
    .values({
      name,
      email: `${mark}@lapwing.example`,
      pseudonym: `plover-${mark}`,
      roles,
      joinedAt: new Date(),
    })
    .returning({ id: people.id });
  if (!person) throw new Error('An insert returned no row');
  const { token } = await issueApiToken(stack.store, null, {
    personId: person.id,
    label: 'stack',
    scopes: [...permissionsOf(roles, null)],
  });
  return { personId: person.id, name, roles, token };
}
