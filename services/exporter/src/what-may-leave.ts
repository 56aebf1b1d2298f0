import { Referral, type ReferralField } from '@lapwing/contracts';
import { withAgreedFields } from '@lapwing/store/referrals/agreed-fields';
import type { z } from 'zod';
import type { Envelope } from './envelope.ts';

/** Characters that steer programs instead of being read, but for tab and the ends of lines, and those XML forbids. */
const steering = /(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/gu;

/** The text with a mark in the place of each character that nobody can read. */
const readable = (text: string): string => text.toWellFormed().replaceAll(steering, '\uFFFD');

/**
 * The envelope as one format gets to see it, so that no format has to remember: optional fields only where they were
 * agreed with the recipient or are part of the format, and no text that steers a terminal, a parser or a spreadsheet.
 */
export function whatMayLeave(envelope: Envelope, always: readonly ReferralField[]): Envelope {
  const fields = [...envelope.configuration.fields, ...always];
  return {
    ...envelope,
    recipient: readable(envelope.recipient),
    organisation: { ...envelope.organisation, name: readable(envelope.organisation.name) },
    referrals: envelope.referrals.map((referral) => readableReferral(withAgreedFields(referral, fields))),
  };
}

/** The referral without a character that steers a program instead of being read. */
export const readableReferral = (referral: Referral): Referral => readableThroughout(Referral, referral);

/** The same with every text in it readable; `schema` is what it is. */
export function readableThroughout<Value>(schema: z.ZodType<Value>, value: Value): Value {
  return schema.parse(
    JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
      typeof inner === 'string' ? readable(inner) : inner,
    ),
  );
}
