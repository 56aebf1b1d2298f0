import { z } from 'zod';
import { outcomeKinds } from './taxonomy.ts';
import { Id, MAX_URL_LENGTH, Timestamp, text } from './text.ts';

/** Most outcomes in one call. */
export const MAX_CALLBACK_OUTCOMES = 100;

/** Body of `POST /v1/callbacks/{id}`: what became of referrals, as the recipient's own system says it. */
export const CallbackInput = z
  .strictObject({
    type: z.literal('lapwing.outcomes'),
    timestamp: Timestamp,
    data: z.strictObject({
      outcomes: z
        .array(
          z
            .strictObject({
              referralId: Id.optional(),
              url: text(MAX_URL_LENGTH).default(''),
              /** The recipient's own number. */
              reference: text(200).default(''),
              outcome: z.enum(outcomeKinds).exclude(['NO_RESPONSE']),
              /** When it happened; `timestamp` where it is left out. */
              observedAt: Timestamp.optional(),
              note: text(1000).default(''),
            })
            .refine(
              ({ referralId, url, reference }) => referralId !== undefined || url !== '' || reference !== '',
              {
                message: 'Say what it is about: our referral id, the address, or your own number',
                path: ['referralId'],
              },
            ),
        )
        .min(1)
        .max(MAX_CALLBACK_OUTCOMES),
    }),
  })
  .meta({ id: 'CallbackInput' });
export type CallbackInput = z.infer<typeof CallbackInput>;
