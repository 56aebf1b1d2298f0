import { Referral } from '@lapwing/contracts';
import type { z } from 'zod';

/**
 * Characters that steer programs instead of being read (C0, DEL, C1), but for tab and the ends of lines, and those XML
 * forbids. Ranges, since every text of a batch is looked through.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for them
const steering = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/;
const everySteering = new RegExp(steering, 'g');

/** The text with a mark in the place of each character that nobody can read. */
export const readable = (text: string): string => text.toWellFormed().replaceAll(everySteering, '\uFFFD');

/** The referral without a character that steers a program instead of being read. */
export const readableReferral = (referral: Referral): Referral =>
  isReadable(referral) ? referral : readableThroughout(Referral, referral);

/**
 * What may stand for such a character in JSON of Postgres, which writes those below the space as `\\b`, `\\f` or `\\u…` and all
 * others as they are.
 */
const mayBeSteering = /\\[bfu]|[\u007F-\u009F\uFFFE\uFFFF]/;

/**
 * Reads a referral as it is kept, JSON of Postgres, without a character that steers a program. Parsed, since it comes out of a
 * JSON column; its text is looked through once, which is faster than to look through every value in it.
 */
export function readReferral(content: string): Referral {
  const referral = Referral.parse(JSON.parse(content));
  return mayBeSteering.test(content) ? readableReferral(referral) : referral;
}

/** The same with every text in it readable; `schema` is what it is. */
export function readableThroughout<Value>(schema: z.ZodType<Value>, value: Value): Value {
  return schema.parse(
    JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
      typeof inner === 'string' ? readable(inner) : inner,
    ),
  );
}

/** JSON whose every text is the same when it is read again, without a character in it that steers a program. */
export const readableJson = (value: unknown): string =>
  JSON.stringify(value, null, 1).replaceAll(
    everySteering,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Whether every text in it is. */
function isReadable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !steering.test(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isReadable);
}
