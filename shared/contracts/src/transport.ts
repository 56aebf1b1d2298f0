import { z } from 'zod';
import { reachOf } from './content-url/public-host.ts';

/** Ways to hand a batch over; each is one file in `services/exporter/src/transports`. */
export const transports = [
  'DOWNLOAD',
  'WEBHOOK',
  'EMAIL',
  'SFTP',
  'MASTODON',
  'BLUESKY',
  'COOP',
  'NCMEC',
] as const;
export const Transport = z.enum(transports);
export type Transport = z.infer<typeof Transport>;

/**
 * Where a webhook may be. Looked at offline, for the person who types it; what the name leads to is looked at before
 * every connection.
 */
export const WebhookUrl = z
  .url({ protocol: /^https$/, error: 'Must be an https:// address' })
  .max(500)
  .refine((url) => URL.canParse(url) && reachOf(new URL(url).hostname) === 'PUBLIC', {
    message: 'Must be a host on the public internet',
  })
  .refine((url) => URL.canParse(url) && new URL(url).username === '' && new URL(url).password === '', {
    message: 'Must not contain a user name or password',
  })
  .refine((url) => !url.includes('#'), { message: 'Must not contain a fragment' });

/** The address of a server, without a path, that has an API for reports. */
const ServerUrl = WebhookUrl.refine(
  (url) => URL.canParse(url) && url.replace(/\/$/, '') === new URL(url).origin,
  { message: 'Must be the address of a server, without a path' },
);
const Did = z.string().regex(/^did:[a-z]+:[\w.:%-]{3,120}$/, 'Must be a DID');

/** The API for reports of a Mastodon server (docs.joinmastodon.org/methods/reports). */
export const MastodonTransport = z.strictObject({ kind: z.literal('MASTODON'), server: ServerUrl });
export type MastodonTransport = z.infer<typeof MastodonTransport>;

/**
 * What an access token there has to allow (docs.joinmastodon.org/api/oauth-scopes): to ask which id an account has, which
 * Mastodon and GoToSocial refuse to a token without that right, and to report.
 */
export const mastodonRights = ['read:accounts', 'write:reports'] as const;

/** A moderation service of the AT Protocol (com.atproto.moderation.createReport), through the server of our account. */
export const BlueskyTransport = z.strictObject({
  kind: z.literal('BLUESKY'),
  /** Where the organisation has its account. */
  server: ServerUrl,
  /** Handle or DID of that account. */
  account: z
    .string()
    .regex(/^(did:[a-z]+:[\w.:%-]{3,120}|[a-z\d-]+(\.[a-z\d-]+)+)$/i, 'Must be a handle or a DID'),
  /** DID of the moderation service that takes the reports. */
  labeler: Did,
});
export type BlueskyTransport = z.infer<typeof BlueskyTransport>;

const coopName = z.string().trim().min(1).max(200);

/** The API for reports of a deployment of ROOST Coop. The ids are those that its operators gave the organisation. */
export const CoopTransport = z.strictObject({
  kind: z.literal('COOP'),
  server: ServerUrl,
  reporterTypeId: coopName,
  reporterId: coopName,
  itemTypeId: coopName,
  /** Field of that type of item which holds the address of what is reported. */
  urlField: coopName,
});
export type CoopTransport = z.infer<typeof CoopTransport>;

/** Transports that hand over one referral as one report, and no files. */
export type ReportTransport = MastodonTransport | BlueskyTransport | CoopTransport;

/** Their kinds. */
export const reportTransports: readonly ReportTransport['kind'][] = ['MASTODON', 'BLUESKY', 'COOP'];

/** Whether a transport hands over one referral as one report: its recipient is set to one referral in a batch. */
export const isReportTransport = (transport: TransportConfiguration): transport is ReportTransport =>
  reportTransports.some((kind) => kind === transport.kind);

/** Where NCMEC takes reports of registered organisations; the second one is for trying with invented reports, and reaches nobody. */
export const ncmecOrigins = {
  LIVE: 'https://report.cybertip.org',
  TEST: 'https://exttest.cybertip.org',
} as const;

/** NCMEC's CyberTipline reporting API. Its servers are NCMEC's alone, so that the organisation's password goes nowhere else. */
export const NcmecTransport = z.strictObject({
  kind: z.literal('NCMEC'),
  environment: z.enum(['LIVE', 'TEST']),
});
export type NcmecTransport = z.infer<typeof NcmecTransport>;

/** Whether a transport leads to a server for trying, where nobody reads: no referral goes there. */
export const isForTrying = (transport: TransportConfiguration): boolean =>
  transport.kind === 'NCMEC' && transport.environment === 'TEST';

/** Name of the one file of a batch that NCMEC gets. */
export const NCMEC_FILE = 'cybertipline-1.xml';

/** Whether every referral goes on its own, so that its recipient is set to one referral in a batch. */
export const goesOneByOne = (transport: TransportConfiguration): boolean =>
  isReportTransport(transport) || transport.kind === 'NCMEC';

/** Kinds of key by which an SSH server proves who it is. */
export const hostKeyKinds = ['ED25519', 'ECDSA', 'RSA'] as const;

/** A folder on a server of the recipient, which proves by one known key that it is this server. */
export const SftpTransport = z.strictObject({
  kind: z.literal('SFTP'),
  /** Looked at offline; what the name leads to is looked at before every connection. */
  host: z
    .string()
    .max(253)
    .refine((host) => reachOf(host) === 'PUBLIC', { message: 'Must be a host on the public internet' }),
  port: z.number().int().min(1).max(65_535),
  user: z.string().regex(/^[\w.][\w.@+-]{0,63}$/, 'Must be a name of an account'),
  /** From the root of the server, or from where the account starts. */
  directory: z
    .string()
    .max(500)
    .regex(/^\/?[\w.+@ -]+(?:\/[\w.+@ -]+)*$/, 'Must be a path, with / between folders')
    .refine((path) => !path.split('/').includes('..'), { message: 'Must not lead upwards' }),
  hostKeyKind: z.enum(hostKeyKinds),
  /** As `ssh-keygen -l` prints it. */
  hostKey: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'Must be a fingerprint: SHA256: and 43 characters'),
});
export type SftpTransport = z.infer<typeof SftpTransport>;

/** A transport with what it needs to know. Secrets are not in it: they are sealed beside it. */
export const TransportConfiguration = z
  .discriminatedUnion('kind', [
    /** A person downloads the files and hands them over in a portal or a form. */
    z.strictObject({ kind: z.literal('DOWNLOAD') }),
    /** Lapwing posts the files to an address of the recipient, signed after the Standard Webhooks. */
    z.strictObject({ kind: z.literal('WEBHOOK'), url: WebhookUrl }),
    /** Lapwing sends the files as attachments, through the mail server of the organisation. */
    z.strictObject({ kind: z.literal('EMAIL'), address: z.email().max(254) }),
    /** Lapwing lays the files into a folder on a server of the recipient. */
    SftpTransport,
    MastodonTransport,
    BlueskyTransport,
    CoopTransport,
    NcmecTransport,
  ])
  .meta({ id: 'Transport' });
export type TransportConfiguration = z.infer<typeof TransportConfiguration>;

/** A transport by which Lapwing itself hands over. */
export type PushTransport = Exclude<TransportConfiguration, { kind: 'DOWNLOAD' }>;

/**
 * Where a transport hands over to, as it is shown, agreed to and put on record: the whole address of a webhook or of an
 * e-mail; of a folder its server, account and path, with the key that the server must have; null where a person does it.
 */
export function destinationOf(transport: TransportConfiguration): string | null {
  switch (transport.kind) {
    case 'DOWNLOAD':
      return null;
    case 'WEBHOOK':
      return transport.url;
    case 'EMAIL':
      return transport.address;
    case 'MASTODON':
      return new URL('/api/v1/reports', transport.server).href;
    case 'BLUESKY':
      return `${new URL('/xrpc/com.atproto.moderation.createReport', transport.server).href} (${transport.account} → ${transport.labeler})`;
    case 'COOP':
      return new URL('/api/v1/report', transport.server).href;
    case 'NCMEC':
      return new URL('/ispws/submit', ncmecOrigins[transport.environment]).href;
    case 'SFTP': {
      const { host, port, user, directory, hostKeyKind, hostKey } = transport;
      return `sftp://${user}@${host}:${port}${directory.startsWith('/') ? '' : '/~/'}${directory} (${hostKeyKind} ${hostKey})`;
    }
  }
}

/** The OpenPGP key (armoured) that a recipient's messages are encrypted to; empty where they are not, or are no messages. */
export function encryptionKeyOf({
  transport,
  publicKey,
}: {
  transport: TransportConfiguration;
  publicKey: string;
}): string {
  return transport.kind === 'EMAIL' ? publicKey : '';
}

/** The domain that a transport hands over to: what a log says of it, which more people read than may see recipients. */
export function domainOf(transport: PushTransport): string {
  switch (transport.kind) {
    case 'WEBHOOK':
      return new URL(transport.url).hostname;
    case 'EMAIL':
      return transport.address.split('@').at(-1) ?? '';
    case 'SFTP':
      return transport.host;
    case 'MASTODON':
    case 'BLUESKY':
    case 'COOP':
      return new URL(transport.server).hostname;
    case 'NCMEC':
      return new URL(ncmecOrigins[transport.environment]).hostname;
  }
}
