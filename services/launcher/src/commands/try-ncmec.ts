import { loadEnvironment } from '@lapwing/store/environment';
import type { Command } from 'commander';
import { say } from './say.ts';

/** `lapwing try-ncmec` */
export const registerTryNcmec = (program: Command): void => {
  program
    .command('try-ncmec')
    .description(
      "report an invented referral to NCMEC's server for trying, to see whether the organisation's account works",
    )
    .action(async () => {
      const { ncmecAccountOf, tryNcmec } = await import('@lapwing/exporter/try-ncmec');
      const account = ncmecAccountOf(loadEnvironment());
      if (account === null) {
        program.error('Set LAPWING_NCMEC_USER and LAPWING_NCMEC_PASSWORD; see docs/configuration.md.');
        return;
      }
      const result = await tryNcmec(account);
      if (result.kind === 'ARRIVED') {
        say(`NCMEC's server for trying took an invented report. Its number there: ${result.reference}`);
        return;
      }
      const why = result.kind === 'FAILED' ? result.error : result.kind;
      program.error(`NCMEC's server for trying did not take it: ${why}. docs/delivery.md says what follows.`);
    });
};
