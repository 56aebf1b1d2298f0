import { verifyPath } from '@lapwing/exporter';
import type { Command } from 'commander';
import { say } from './say.ts';

/** Names in a batch come from whoever made it; none may steer the terminal. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\uFFFD');

/** `lapwing verify` */
export const registerVerify = (program: Command): void => {
  program
    .command('verify')
    .description(
      'check a batch or a package of evidence: every file, its size and hash, the signature, and the audit log of evidence',
    )
    .argument('<path>', 'the zip, the unpacked folder, or the manifest.json in it')
    .option(
      '--key <key>',
      "the organisation's public key as it gave it to you: PEM, base64, its fingerprint, or a file with one of these",
    )
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      '\nNeeds no database and no network. Ends with 0 when everything is as it was signed, with 1 otherwise.',
    )
    .action(async (path: string, options: { key?: string; json?: boolean }) => {
      const report = await verifyPath(path, options.key === undefined ? {} : { key: options.key });
      process.exitCode = report.ok ? 0 : 1;
      if (options.json === true) {
        say(JSON.stringify(report, null, 2));
        return;
      }
      if (report.about !== null) {
        const { kind, id, organisation, recipient, createdAt, tlp } = report.about;
        say(plain(`${kind === 'batch' ? 'Batch' : 'Evidence'} ${id} of ${createdAt}, ${tlp}`));
        say(plain(`From ${organisation} to ${recipient}`));
      }
      for (const { ok, sentence } of report.findings)
        say(`  ${ok ? 'ok     ' : 'PROBLEM'}  ${plain(sentence)}`);
      say(report.ok ? 'Everything is as it was signed.' : 'Do not rely on this.');
    });
};
