import { InvitationInput, Role, roles } from '@lapwing/contracts';
import { invitePerson } from '@lapwing/store/people/invite-person';
import { listPeople } from '@lapwing/store/people/list-people';
import { type Command, InvalidArgumentError } from 'commander';
import { say } from './say.ts';
import { withStore } from './with-store.ts';

const readRoles = (value: string, before: Role[] = []): Role[] => {
  const read = Role.array().safeParse(value.split(',').map((role) => role.trim()));
  if (!read.success) throw new InvalidArgumentError(`The roles are: ${roles.join(', ')}.`);
  return [...before, ...read.data];
};

/** `lapwing person invite` and `lapwing person list` */
export const registerPerson = (program: Command): void => {
  const person = program.command('person').description('people who work with this Lapwing');
  person
    .command('invite')
    .description(
      'add a person and print a one-time link for her; it sets the password and is valid for a day',
    )
    .requiredOption('--name <name>', 'her name; it never leaves the organisation')
    .requiredOption('--email <address>', 'the address she signs in with')
    .requiredOption('--role <role...>', `one or more of: ${roles.join(', ')}`, readRoles)
    .action(async (options: { name: string; email: string; role: Role[] }) => {
      const input = InvitationInput.safeParse({
        name: options.name,
        email: options.email,
        roles: options.role,
      });
      if (!input.success) {
        const [issue] = input.error.issues;
        program.error(`The ${issue?.path.join('.')} cannot be used: ${issue?.message}.`);
        return;
      }
      await withStore(async ({ store, environment }) => {
        const {
          person: invited,
          link,
          expiresAt,
        } = await invitePerson(store, null, input.data, environment.publicUrl);
        say(`${invited.name} appears to colleagues as ${invited.pseudonym}.`);
        say(`Give her this link in person or over a safe channel; it works once, until ${expiresAt}:`);
        say(link);
      });
    });
  person
    .command('list')
    .description('list people with their roles')
    .action(() =>
      withStore(async ({ store }) => {
        for (const { name, email, pseudonym, roles: held, active, joined } of (await listPeople(store))
          .people) {
          const state = active ? (joined ? 'active' : 'invited') : 'deactivated';
          say([pseudonym, name, email, held.join(','), state].join('\t'));
        }
      }),
    );
};
