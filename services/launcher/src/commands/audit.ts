import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { AuditReport } from '@lapwing/store/audit/audit-report';
import { auditOrigin, verifierKey } from '@lapwing/store/audit/checkpoint';
import { newestCheckpoint } from '@lapwing/store/audit/newest-checkpoint';
import { sealAudit } from '@lapwing/store/audit/seal-audit';
import { verifyAuditLog } from '@lapwing/store/audit/verify-audit-log';
import { loadEnvironment } from '@lapwing/store/environment';
import { loadSecrets } from '@lapwing/store/secrets';
import type { Command } from 'commander';
import { describeFinding } from './describe-finding.ts';
import { say } from './say.ts';
import { withStore } from './with-store.ts';

type VerifyOptions = { checkpoint: string[]; key: string[] };

/** `lapwing audit verify | checkpoint | key` */
export const registerAudit = (program: Command): void => {
  const audit = program.command('audit').description('check the audit log, and keep proof of its state');
  audit
    .command('verify')
    .description('recompute the whole audit log and say what was altered, removed or inserted')
    .option('--checkpoint <files...>', 'checkpoints that were kept elsewhere', [])
    .option('--key <files...>', 'older public keys of ours (PEM), if the signing key was changed', [])
    .action(async (options: VerifyOptions) => {
      const files = options.checkpoint;
      const checkpoints = await Promise.all(files.map((file) => readFile(file, 'utf8')));
      const olderKeys = await Promise.all(options.key.map(readPublicKey));
      const report = await withStore(async ({ store, environment }) => {
        const { signingKey } = await loadSecrets(environment);
        return verifyAuditLog(store, { keys: [signingKey, ...olderKeys], checkpoints });
      });
      tell(report, files);
      if (!report.intact) process.exitCode = 1;
    });
  audit
    .command('checkpoint')
    .description('seal what can be sealed and print the newest signed checkpoint, to be kept elsewhere')
    .action(async () => {
      const text = await withStore(async ({ store, environment }) => {
        const { signingKey } = await loadSecrets(environment);
        const settings = { signingKey, origin: auditOrigin(environment.organisationDomain) };
        while ((await sealAudit(store, settings)).more);
        return newestCheckpoint(store);
      });
      if (text === null) throw new Error('The audit log is empty, so there is nothing to vouch for.');
      process.stdout.write(text);
    });
  audit
    .command('key')
    .description('print the public key of the checkpoints, as other readers of signed notes take it')
    .action(async () => {
      const environment = loadEnvironment();
      const { signingKey } = await loadSecrets(environment);
      say(verifierKey(auditOrigin(environment.organisationDomain), signingKey));
    });
};

const readPublicKey = async (file: string): Promise<KeyObject> => {
  try {
    return createPublicKey(await readFile(file));
  } catch (error) {
    throw new Error(`${file} is not a public key in PEM form.`, { cause: error });
  }
};

const tell = (report: AuditReport, files: readonly string[]): void => {
  for (const finding of report.findings) say(describeFinding(finding, files));
  if (report.truncated) say('There is more; only the first thousand findings are listed.');
  say(
    `${report.sealed} sealed rows, ${report.checkpoints} signed checkpoints; ${report.waiting} rows wait to be sealed.`,
  );
  if (files.length > 0)
    say(`${report.keptConfirmed} of ${files.length} checkpoints kept elsewhere agree with the log.`);
  say(report.intact ? 'The audit log is intact.' : 'THE AUDIT LOG IS NOT INTACT.');
};
