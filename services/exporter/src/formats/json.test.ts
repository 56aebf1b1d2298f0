import { Referral } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bareReferral, inventEnvelope, inventReferral } from '../testing/invented-envelope.ts';
import { json } from './json.ts';

describe('json', () => {
  it('is one document whose referrals parse as the referral schema and equal what was sent', async () => {
    const envelope = inventEnvelope([inventReferral(), bareReferral()]);
    const parts: Uint8Array[] = [];
    for await (const bytes of json.write(envelope)) parts.push(bytes);
    const document = z
      .strictObject({
        schemaVersion: z.literal('1.0'),
        batch: z.strictObject({
          batchId: z.literal(envelope.batchId),
          createdAt: z.literal(envelope.createdAt),
          recipient: z.string(),
          organisation: z.strictObject({ name: z.string(), contact: z.string(), domain: z.string() }),
          tlp: z.literal('TLP:AMBER'),
          imminent: z.literal(false),
          referralCount: z.literal(2),
        }),
        referrals: z.array(z.strictObject(Referral.shape)),
      })
      .parse(JSON.parse(Buffer.concat(parts).toString('utf8')));
    expect(document.referrals).toEqual(envelope.referrals);
  });
});
