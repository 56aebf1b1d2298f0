import { runService } from '@lapwing/store/processes/run-service';
import { loadSecrets } from '@lapwing/store/secrets';
import { loadDkimKey } from './mail/dkim-key.ts';
import { loadOpenPgpKey } from './mail/openpgp-key.ts';
import { mailServerOf } from './network/mail-server.ts';
import { mailboxServerOf } from './network/mailbox-server.ts';
import { loadSshKey } from './ssh-key.ts';
import { startExporter } from './start-exporter.ts';
import { ncmecAccountOf } from './transports/ncmec-account.ts';

await runService('exporter', async ({ environment, log }) => {
  if (environment.databaseUrl === undefined) throw new Error('DATABASE_URL is not set; the launcher sets it');
  const { signingKey, sealKey } = await loadSecrets(environment);
  const openPgpKey = await loadOpenPgpKey(environment);
  const exporter = startExporter({
    databaseUrl: environment.databaseUrl,
    redisUrl: environment.redisUrl,
    organisation: {
      name: environment.organisationName,
      contact: environment.organisationContact,
      domain: environment.organisationDomain,
      ncmecUser: environment.ncmecUser,
    },
    publicUrl: environment.publicUrl,
    signingKey,
    sealKey,
    mail: mailServerOf(environment, {
      openPgpKey,
      dkim: await loadDkimKey(environment),
    }),
    ncmec: ncmecAccountOf(environment),
    mailbox: mailboxServerOf(environment),
    openPgpKey,
    sshKey: (await loadSshKey(environment)).privateKey,
    log,
  });
  return exporter.stop;
});
