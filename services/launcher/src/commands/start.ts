import { join } from 'node:path';
import { type Environment, loadEnvironment, repositoryRoot } from '@lapwing/store/environment';
import { createLogger } from '@lapwing/store/logging';
import { ensureFirstAdminLink } from '@lapwing/store/people/ensure-first-admin-link';
import { startGuarded } from '@lapwing/store/processes/guarded-process';
import type { Command } from 'commander';
import { openStore } from '../open-store.ts';
import { startLapwing } from '../start-lapwing.ts';
import { restartOnChange } from '../supervise/restart-on-change.ts';
import { untilToldToStop } from '../until-told-to-stop.ts';
import { say } from './say.ts';

/** `lapwing start` */
export const registerStart = (program: Command): void => {
  program
    .command('start')
    .description('start everything on this machine and keep it running until Ctrl-C')
    .option('--dev', 'restart services when their sources change, and serve the console with reload')
    .action(async (options: { dev?: true }) => {
      const dev = options.dev === true;
      const environment = loadEnvironment();
      const log = createLogger('launcher', environment.logLevel);
      const told = untilToldToStop();
      const lapwing = await startLapwing({ environment, log });
      if (dev) restartOnChange(lapwing.services, log);
      const vite = dev ? serveConsole() : undefined;
      const end = Promise.race([
        told.then((reason) => ({ reason, exitCode: 0 })),
        lapwing.failed.then((reason) => ({ reason, exitCode: 1 })),
      ]);
      if ((await Promise.race([lapwing.ready, end])) === undefined) {
        await welcome(lapwing.appUrl, environment, dev);
      }
      const { reason, exitCode } = await end;
      log.info({ because: reason }, 'stopping');
      await vite?.stop();
      await lapwing.stop();
      process.exit(exitCode);
    });
};

const welcome = async (appUrl: string, environment: Environment, dev: boolean): Promise<void> => {
  const { store, close } = await openStore(appUrl, environment);
  const link = await ensureFirstAdminLink(store, environment.publicUrl).finally(close);
  const lines = [
    `Lapwing is ready: ${environment.publicUrl}`,
    ...(dev ? ['The console with reload: http://127.0.0.1:5173'] : []),
    ...(link === null
      ? []
      : ['Nobody has joined yet. The first admin opens this link once, within 24 hours:', link]),
    'Ctrl-C stops it.',
  ];
  say(`\n${lines.map((line) => `  ${line}`).join('\n')}\n`);
};

/** Vite with hot reload; guarded, because it would otherwise outlive a killed launcher. */
const serveConsole = (): { stop: () => Promise<void> } => {
  const folder = join(repositoryRoot, 'services/console');
  return startGuarded({
    command: process.execPath,
    args: [join(folder, 'node_modules/vite/bin/vite.js'), folder, '--strictPort'],
    stopSignal: 'TERM',
    forceSignal: 'KILL',
    graceSeconds: 3,
    logDescriptor: 1,
    environment: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' },
  });
};
