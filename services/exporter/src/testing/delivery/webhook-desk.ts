import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { DeskKind } from './desk.ts';
import { expectedOverHttps, openHttpsDesk } from './https-desk.ts';

const Message = z.strictObject({
  type: z.literal('lapwing.batch'),
  timestamp: z.iso.datetime(),
  data: z.strictObject({
    batchId: z.string(),
    recipient: z.string(),
    organisation: z.string(),
    tlp: z.string(),
    imminentDanger: z.boolean(),
    referralIds: z.array(z.string()),
    files: z.array(
      z.strictObject({
        name: z.string(),
        mediaType: z.string(),
        bytes: z.number(),
        sha256: z.string(),
        base64: z.base64(),
      }),
    ),
  }),
});

export const webhookDesk: DeskKind = {
  transport: 'WEBHOOK',
  name: 'webhook',
  carries: 'FILES',
  connections: 1,
  /** It checks every signature with the library of the Standard Webhooks. */
  open: (secret) =>
    openHttpsDesk({
      host: 'desk.platform.example',
      target: (origin) => ({ kind: 'WEBHOOK', url: `${origin}/in?queue=7` }),
      delivery: {},
      take: ({ body, headers }) => {
        const message = Message.parse(new Webhook(secret()).verify(body, headers));
        const id = headers['webhook-id'] ?? '';
        if (headers['idempotency-key'] !== id || message.data.batchId !== id)
          throw new Error('Three names for one');
        return {
          id,
          files: message.data.files.map(({ name, base64 }) => ({
            name,
            content: Buffer.from(base64, 'base64'),
          })),
        };
      },
      thanks: (count) => ({ status: 202, json: { id: `case-${count}` } }),
    }),
  expected: expectedOverHttps,
};
