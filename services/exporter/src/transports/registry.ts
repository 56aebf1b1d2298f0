import type { TransportConfiguration } from '@lapwing/contracts';
import type { BatchTransport } from './batch-transport.ts';
import { bluesky } from './bluesky.ts';
import { coop } from './coop.ts';
import { download } from './download.ts';
import { email } from './email.ts';
import { mastodon } from './mastodon.ts';
import { ncmec } from './ncmec.ts';
import { sftp } from './sftp.ts';
import { webhook } from './webhook.ts';

/** The transport of a recipient's configuration. A new one is a file beside these and a line here. */
export function transportOf(configuration: TransportConfiguration): BatchTransport {
  switch (configuration.kind) {
    case 'DOWNLOAD':
      return download;
    case 'WEBHOOK':
      return webhook(configuration);
    case 'EMAIL':
      return email(configuration);
    case 'MASTODON':
      return mastodon(configuration);
    case 'BLUESKY':
      return bluesky(configuration);
    case 'COOP':
      return coop(configuration);
    case 'NCMEC':
      return ncmec(configuration);
    case 'SFTP':
      return sftp(configuration);
  }
}
