import { Command } from 'commander';
import { registerAudit } from './commands/audit.ts';
import { registerDemo } from './commands/demo.ts';
import { registerKeys } from './commands/keys.ts';
import { registerMigrate } from './commands/migrate.ts';
import { registerModel } from './commands/model.ts';
import { registerPerson } from './commands/person.ts';
import { registerRecipients } from './commands/recipients.ts';
import { registerReport } from './commands/report.ts';
import { registerSample } from './commands/sample.ts';
import { registerStart } from './commands/start.ts';
import { registerToken } from './commands/token.ts';
import { registerTryNcmec } from './commands/try-ncmec.ts';
import { registerVerify } from './commands/verify.ts';

/** One file per command in `commands/`; each adds itself to the program. */
const registrations = [
  registerStart,
  registerMigrate,
  registerPerson,
  registerToken,
  registerDemo,
  registerModel,
  registerAudit,
  registerKeys,
  registerVerify,
  registerSample,
  registerRecipients,
  registerReport,
  registerTryNcmec,
];

/** The `lapwing` command. */
export const createProgram = (): Command => {
  const program = new Command('lapwing')
    .description(
      'Flag, review and refer online content that carries a risk of sexual exploitation of children.',
    )
    .showHelpAfterError()
    .addHelpText(
      'after',
      '\nSettings come from the environment; docs/configuration.md lists them. Most people need only: lapwing start',
    );
  for (const register of registrations) register(program);
  return program;
};
