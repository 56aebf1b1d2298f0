import { randomBytes } from 'node:crypto';
import { webhookSecretOf } from '@lapwing/store/callbacks/webhook-secret-of';
import type { Context } from 'hono';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { z } from 'zod';
import type { ApiEnv } from '../api-env.ts';
import { ApiProblem } from '../http/api-problem.ts';

/** An id of the Standard Webhooks: what is kept of it must have an end. */
const webhookId = /^[\x21-\x7e]{1,200}$/;

/**
 * Who calls is the recipient of the path, by the signature of the Standard Webhooks over id, time and body, made with the
 * recipient's own secret no more than five minutes ago. Whoever cannot sign is told nothing else: not whether there is such
 * a recipient, whether it has a secret, or what a body should look like.
 */
export async function demandSignature(c: Context<ApiEnv>): Promise<void> {
  const { store, limits } = c.get('services');
  const recipientId = c.req.param('id') ?? '';
  const id = c.req.header('webhook-id') ?? '';
  const known = z.uuid().safeParse(recipientId).success ? await webhookSecretOf(store, recipientId) : null;
  // Where there is no secret the same work is done with one that nobody knows.
  const secret = known ?? `whsec_${randomBytes(32).toString('base64')}`;
  try {
    new Webhook(secret).verify(
      await c.req.text(),
      {
        'webhook-id': id,
        'webhook-timestamp': c.req.header('webhook-timestamp') ?? '',
        'webhook-signature': c.req.header('webhook-signature') ?? '',
      },
      { jsonParse: false },
    );
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    await limits.attempt(c.get('address'), null);
    throw new ApiProblem('unauthenticated', 'The signature of this call does not hold');
  }
  if (!webhookId.test(id))
    throw new ApiProblem('unauthenticated', 'The signature of this call does not hold');
}
