import { permissions, permissionsOf } from '@lapwing/contracts';
import { issueApiToken } from '@lapwing/store/identity/issue-credential';
import { listPeople } from '@lapwing/store/people/list-people';
import type { Command } from 'commander';
import { say } from './say.ts';
import { withStore } from './with-store.ts';

/** `lapwing token create` */
export const registerToken = (program: Command): void => {
  program
    .command('token')
    .description('personal API tokens for scripts')
    .command('create')
    .description('issue a token for a person and print it once; it never allows more than her roles do')
    .requiredOption('--email <address>', 'whose token it is')
    .requiredOption('--label <text>', 'what it is for')
    .option('--scope <scope...>', `what it may do; without it, everything she may: ${permissions.join(', ')}`)
    .action(async (options: { email: string; label: string; scope?: string[] }) => {
      await withStore(async ({ store }) => {
        const { people } = await listPeople(store);
        const person = people.find(({ email }) => email === options.email.toLowerCase());
        if (!person) {
          program.error(`Nobody has the address ${options.email}; "lapwing person list" shows everybody.`);
          return;
        }
        const scopes = options.scope ?? [...permissionsOf(person.roles, null)];
        const { token, credential } = await issueApiToken(store, null, {
          personId: person.personId,
          label: options.label,
          scopes,
        });
        say(`Valid until ${credential.expiresAt}. It is shown only now; keep it as you keep a password:`);
        say(token);
      });
    });
};
