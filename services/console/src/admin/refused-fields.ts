import { troubleOf } from '../api/request.ts';

/** What the store refuses in a recipient's settings; each has its words in the message catalogue. */
const codes = [
  'taken',
  'contact_missing',
  'unknown_sender',
  'unreadable',
  'private_key',
  'expired',
  'revoked',
  'cannot_encrypt',
] as const;
export type RefusedCode = (typeof codes)[number];

/**
 * The fields that a refused save names, by path of the setting ("configuration.publicKey") and of the very field
 * ("configuration.senders.people.0"), with why.
 */
export function refusedFields(error: unknown): ReadonlyMap<string, RefusedCode> {
  const trouble = error === null ? null : troubleOf(error);
  const fields = trouble?.kind === 'problem' ? (trouble.problem.errors ?? []) : [];
  return new Map(
    fields.flatMap(({ pointer, code }) => {
      const known = codes.find((one) => one === code);
      if (known === undefined) return [];
      const path = pointer.split('/').slice(1);
      const place = new Set([path.slice(0, 2).join('.'), path.join('.')]);
      return [...place].map((at): [string, RefusedCode] => [at, known]);
    }),
  );
}
