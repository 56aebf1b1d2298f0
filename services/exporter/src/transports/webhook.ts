import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { postOnce } from '../network/post-once.ts';
import type { BatchTransport, DeliveryToSend, HandOver } from './batch-transport.ts';
import { waitOf } from './retry-after.ts';

/** Most bytes of files in one message; base64 makes a third more of them. */
const MOST_BYTES = 24 * 2 ** 20;
const SECRET_PREFIX = 'whsec_';

/**
 * Posts the batch to an address of the recipient after the Standard Webhooks (standardwebhooks.com): JSON with every file
 * in base64, signed with HMAC-SHA-256 over id, time and body. The id is the batch's, the same for every attempt.
 */
export function webhook({ url }: { url: string }): BatchTransport {
  return {
    transport: 'WEBHOOK',
    handOver: async (delivery, { network, patience }) => {
      const size = delivery.files.reduce((sum, { content }) => sum + content.length, 0);
      if (size > MOST_BYTES) return failure('TOO_LARGE');
      if (delivery.secret === null) return failure('NO_SECRET');
      const body = webhookBody(delivery);
      const timestamp = String(Math.floor(Date.now() / 1_000));
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'Lapwing',
        'idempotency-key': delivery.batchId,
        'webhook-id': delivery.batchId,
        'webhook-timestamp': timestamp,
        'webhook-signature': signatureOf(delivery.secret, delivery.batchId, timestamp, body),
      };
      const posted = await postOnce(network, patience, { url: new URL(url), headers, body });
      return posted.kind === 'FAILED' ? failure(posted.error) : handOverOf(posted);
    },
  };
}

/** The exact body that is signed: the same for every attempt. */
export function webhookBody(delivery: DeliveryToSend): string {
  const { batchId, recipient, organisation, tlp, imminent, referralIds, createdAt, files } = delivery;
  return JSON.stringify({
    type: 'lapwing.batch',
    timestamp: createdAt.toISOString(),
    data: {
      batchId,
      recipient,
      organisation,
      tlp,
      imminentDanger: imminent,
      referralIds,
      files: files.map(({ name, mediaType, sha256, content }) => ({
        name,
        mediaType,
        bytes: content.length,
        sha256,
        base64: content.toString('base64'),
      })),
    },
  });
}

// The library's own signing is in plain JavaScript, and is what the tests check this with.
const signatureOf = (secret: string, id: string, timestamp: string, body: string): string => {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
};

const failure = (
  error: Extract<HandOver, { kind: 'FAILED' }>['error'],
  status: number | null = null,
  retryAfterMs: number | null = null,
): HandOver => ({ kind: 'FAILED', error, status, retryAfterMs });

function handOverOf({
  status,
  retryAfter,
  body,
}: {
  status: number;
  retryAfter: string | null;
  body: string;
}): HandOver {
  if (status >= 200 && status < 300) return { kind: 'ARRIVED', reference: referenceIn(body), status };
  const wait = retryAfter === null ? null : waitOf(retryAfter);
  if (status === 429) return failure('BUSY', status, wait);
  // A 408 comes from whatever stands before the server too, which may have it.
  if (status === 408 || status >= 500) return failure('SERVER_ERROR', status, wait);
  if (status === 410) return failure('GONE', status);
  return failure(status >= 400 ? 'REFUSED' : 'REDIRECTED', status);
}

const Ticket = z.object({
  id: z.union([z.string().regex(/^[\w.:#/-]{1,200}$/), z.number().int().transform(String)]),
});

/** What the recipient calls the batch: the `id` of its JSON answer, where it is plainly one. Nothing else is kept. */
function referenceIn(body: string): string {
  try {
    return Ticket.safeParse(JSON.parse(body)).data?.id ?? '';
  } catch {
    return '';
  }
}
