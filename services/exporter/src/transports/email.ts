import { composeMail } from '../mail/compose-mail.ts';
import { sendMail } from '../network/send-mail.ts';
import type { BatchTransport } from './batch-transport.ts';

/** Most bytes of files in one message: base64 makes a third more, and many servers take no more than 25 MB. */
const MOST_BYTES = 18 * 2 ** 20;
/** Of encrypted ones, whose base64 is armoured, which makes a third more again. */
const MOST_BYTES_ENCRYPTED = 13 * 2 ** 20;

/**
 * Sends the batch as attachments through the organisation's mail server, encrypted where the recipient has an OpenPGP key. The
 * Message-ID is made of the batch's id, the same for every attempt; so is every byte of a message that is not encrypted. That
 * it arrived means that the mail server took it.
 */
export function email({ address }: { address: string }): BatchTransport {
  return {
    transport: 'EMAIL',
    handOver: async (delivery, { network, patience, mail }) => {
      const failed = { kind: 'FAILED' as const, status: null, retryAfterMs: null };
      if (mail === null) return { ...failed, error: 'NO_MAIL_SERVER' };
      const size = delivery.files.reduce((sum, { content }) => sum + content.length, 0);
      if (size > (delivery.publicKey === '' ? MOST_BYTES : MOST_BYTES_ENCRYPTED))
        return { ...failed, error: 'TOO_LARGE' };
      const sent = await sendMail(network, patience, mail, {
        to: address,
        messageId: `lapwing-${delivery.batchId}@${mail.from.split('@').at(-1)}`,
        ...composeMail(delivery, mail.replyTo),
        writtenAt: delivery.requestedAt,
        publicKey: delivery.publicKey,
        urgent: delivery.imminent,
        attachments: delivery.files.map(({ name, mediaType, content }) => ({
          filename: name,
          contentType: mediaType,
          content,
        })),
      });
      return sent.kind === 'TAKEN'
        ? { kind: 'ARRIVED', reference: '', status: sent.status }
        : { ...failed, error: sent.error, status: sent.status };
    },
  };
}
