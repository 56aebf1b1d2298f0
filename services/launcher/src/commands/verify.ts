import { verifyPath } from '@lapwing/exporter';
import type { Command } from 'commander';
import { say } from './say.ts';

/** Names in a batch come from whoever made it; none may steer the terminal. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\uFFFD');

/** `lapwing verify` */
export const registerVerify = (program: Command): void => {
  program
    .command('verify')
    .description('check a batch: every file, its size and hash, and the signature')
    .argument('<path>', 'the zip, the unpacked folder, or the manifest.json in it')
    .option(
      '--key <key>',
      "the organisation's public key as it gave it to you: PEM, base64, its fingerprint, or a file with one of these",
    )
    .addHelpText('after', '\nEnds with 0 when everything is as it was signed, with 1 otherwise.')
    .action(async (path: string, options: { key?: string }) => {
      const report = await verifyPath(path, options.key === undefined ? {} : { key: options.key });
      if (report.batch !== null) {
        const { batchId, organisation, recipient, createdAt, tlp } = report.batch;
        say(plain(`Batch ${batchId} of ${createdAt}, ${tlp}`));
        say(plain(`From ${organisation} to ${recipient}`));
      }
      for (const { ok, sentence } of report.findings)
        say(`  ${ok ? 'ok     ' : 'PROBLEM'}  ${plain(sentence)}`);
      say(report.ok ? 'Everything is as it was signed.' : 'Do not rely on this batch.');
      process.exitCode = report.ok ? 0 : 1;
    });
};
