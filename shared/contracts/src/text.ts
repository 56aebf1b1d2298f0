import { z } from 'zod';

/** Longest accepted URL, in UTF-16 code units. */
export const MAX_URL_LENGTH = 4096;
/** Longest accepted post text, in UTF-16 code units. */
export const MAX_TEXT_LENGTH = 5000;
export const MAX_NOTE_LENGTH = 2000;

/** Text that can be stored and sent on: no lone surrogates, no NUL (Postgres cannot store it). */
export function text(maximum: number, minimum = 0) {
  return z
    .string()
    .min(minimum)
    .max(maximum)
    .refine((value) => value.isWellFormed(), {
      message: 'The text contains half a character (a lone surrogate)',
    })
    .refine((value) => !value.includes('\u0000'), { message: 'The text contains a NUL character' });
}

/** A name or id on one line. */
export function line(maximum: number, minimum = 1) {
  return text(maximum, minimum).refine((value) => !/[\r\n]/.test(value), { message: 'Must be one line' });
}

function hasPlainYear(timestamp: string): boolean {
  const year = new Date(timestamp).getUTCFullYear();
  // No date at all is refused already.
  return Number.isNaN(year) || (year >= 1 && year <= 9999);
}

export const Id = z.uuid();
/** Years 1 to 9999 in UTC: others have no plain ISO form, and Postgres refuses them. */
export const Timestamp = z.iso
  .datetime({ offset: true })
  .refine(hasPlainYear, { message: 'The year must be between 1 and 9999' });
/** BCP 47 language tag, as `Intl` accepts it. */
export const LanguageTag = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/, 'Not a BCP 47 language tag');
