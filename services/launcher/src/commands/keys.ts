import { loadEnvironment } from '@lapwing/store/environment';
import type { Command } from 'commander';
import { say } from './say.ts';

/** `lapwing keys` */
export const registerKeys = (program: Command): void => {
  const keys = program
    .command('keys')
    .description('public halves of the keys by which recipients know what comes from the organisation');
  keys
    .command('openpgp')
    .description(
      'print the OpenPGP public key that encrypted e-mail is signed with; made once if there is none',
    )
    .action(async () => {
      const { loadOpenPgpKey } = await import('@lapwing/exporter/own-keys');
      const key = await loadOpenPgpKey(loadEnvironment());
      say(`${key.getUserIDs().join(', ')}`);
      say(`Fingerprint, to be compared over another channel: ${key.getFingerprint().toUpperCase()}`);
      say(key.toPublic().armor());
    });
  keys
    .command('ssh')
    .description(
      "print the SSH public key by which Lapwing signs in at recipients' servers; made once if there is none",
    )
    .action(async () => {
      const { loadSshKey } = await import('@lapwing/exporter/own-keys');
      say((await loadSshKey(loadEnvironment())).publicLine);
    });
  keys
    .command('dkim')
    .description('print the DNS record by which others check that e-mail comes from your domain (DKIM)')
    .action(async () => {
      const { dkimRecord, loadDkimKey } = await import('@lapwing/exporter/own-keys');
      const key = await loadDkimKey(loadEnvironment());
      if (key === null) {
        program.error(
          'Set LAPWING_DKIM_SELECTOR, and LAPWING_SMTP_FROM or LAPWING_ORGANISATION_CONTACT; see docs/configuration.md.',
        );
        return;
      }
      const { name, value, strings } = dkimRecord(key);
      say(`Name:  ${name}`);
      say('Type:  TXT');
      say(`Value: ${value}`);
      say(`In a zone file: ${name}. IN TXT ( ${strings.map((part) => `"${part}"`).join(' ')} )`);
    });
};
