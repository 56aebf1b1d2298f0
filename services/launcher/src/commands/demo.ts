import { Refusal } from '@lapwing/store/refusal';
import type { Command } from 'commander';
import { fillWorkspace } from '../demo/fill-workspace.ts';
import { say } from './say.ts';
import { withStore } from './with-store.ts';

/** `lapwing demo` */
export const registerDemo = (program: Command): void => {
  program
    .command('demo')
    .description('fill an empty workspace with invented people and harmless posts, to try Lapwing out')
    .action(() =>
      withStore(async ({ store, environment }) => {
        try {
          const people = await fillWorkspace(store, environment.publicUrl);
          say('The workspace is filled. Each link works once and sets the password of one invented person:');
          for (const { name, roles, link } of people) say(`${name} (${roles.join(', ')})\n  ${link}`);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          program.error(
            `${error.message}. Set LAPWING_DATA_DIR to an empty folder to start a workspace beside it.`,
          );
        }
      }),
    );
};
