import { z } from 'zod';

/** SHA-256 in base64. */
const Hash = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);

/**
 * How a row is bound to its leaf. OPEN: its details can be read and checked. WITHHELD: the leaf commits to them, and
 * they stay with the organisation. OLDER: from a time whose leaves have no parts, so only the leaf itself is given.
 */
export const CustodyProof = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('OPEN'),
    /** The text of the details, and what opens them. */
    details: z.strictObject({ key: Hash, value: z.string() }),
    actor: Hash,
    request: Hash,
  }),
  z.strictObject({ kind: z.literal('WITHHELD'), details: Hash, actor: Hash, request: Hash }),
  z.strictObject({ kind: z.literal('OLDER'), leaf: Hash }),
]);
export type CustodyProof = z.infer<typeof CustodyProof>;

/** One row of the audit log about the items of a package, and the way from its leaf to the signed root. */
export const CustodyRow = z.strictObject({
  leafIndex: z.number().int().nonnegative(),
  sequence: z.string(),
  at: z.string(),
  verb: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  transactionId: z.string(),
  /** Who acted, by the name that the package gives her; null for the machine. Said by the organisation, not proven. */
  by: z.string().nullable(),
  proof: CustodyProof,
  /** Hashes from the leaf's sibling up to the root (RFC 6962, 2.1.1). */
  path: z.array(Hash).max(64),
});
export type CustodyRow = z.infer<typeof CustodyRow>;

/** `custody.json` of a package of evidence; `checkpoint.txt` has the signed root of a log with `size` leaves. */
export const CustodyLog = z
  .strictObject({
    lapwing: z.literal('custody/1'),
    size: z.number().int().positive(),
    rows: z.array(CustodyRow),
  })
  .meta({ id: 'CustodyLog' });
export type CustodyLog = z.infer<typeof CustodyLog>;
