import { z } from 'zod';
import { reachOf } from './content-url/public-host.ts';

/** Ways to hand a batch over; each is one file in `services/exporter/src/transports`. */
export const transports = ['DOWNLOAD', 'WEBHOOK', 'EMAIL'] as const;
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

/** A transport with what it needs to know. Secrets are not in it: they are sealed beside it. */
export const TransportConfiguration = z
  .discriminatedUnion('kind', [
    /** A person downloads the files and hands them over in a portal or a form. */
    z.strictObject({ kind: z.literal('DOWNLOAD') }),
    /** Lapwing posts the files to an address of the recipient, signed after the Standard Webhooks. */
    z.strictObject({ kind: z.literal('WEBHOOK'), url: WebhookUrl }),
    /** Lapwing sends the files as attachments, through the mail server of the organisation. */
    z.strictObject({ kind: z.literal('EMAIL'), address: z.email().max(254) }),
  ])
  .meta({ id: 'Transport' });
export type TransportConfiguration = z.infer<typeof TransportConfiguration>;

/** A transport by which Lapwing itself hands over. */
export type PushTransport = Exclude<TransportConfiguration, { kind: 'DOWNLOAD' }>;

/**
 * Where a transport hands over to, as it is shown, agreed to and put on record: the whole address of a webhook or of an
 * e-mail; null where a person does it.
 */
export function destinationOf(transport: TransportConfiguration): string | null {
  switch (transport.kind) {
    case 'DOWNLOAD':
      return null;
    case 'WEBHOOK':
      return transport.url;
    case 'EMAIL':
      return transport.address;
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
  }
}
