import { z } from 'zod';
import { BatchFile } from '../batch.ts';
import { EvidenceState } from '../lifecycle/evidence-lifecycle.ts';
import { ReferralField } from '../recipient.ts';
import { Category, ContentKind, Platform, Severity } from '../taxonomy.ts';
import { Id, line, Timestamp, text } from '../text.ts';
import { EvidenceGround, EvidenceItem } from './evidence-file.ts';

/** Most items of one package: it is built in memory, as a whole. */
export const MOST_EVIDENCE_ITEMS = 100;

const which = {
  /** A recipient of the kind POLICE. */
  recipientId: Id,
  itemIds: z
    .array(Id)
    .min(1)
    .max(MOST_EVIDENCE_ITEMS)
    .refine((ids) => new Set(ids).size === ids.length, { message: 'An item is named twice' }),
};

/** Body of `POST /v1/evidence/preview`. */
export const EvidenceChoice = z.strictObject(which).meta({ id: 'EvidenceChoice' });
export type EvidenceChoice = z.infer<typeof EvidenceChoice>;

/** Body of `POST /v1/evidence`. */
export const EvidenceInput = z
  .strictObject({ ...which, ground: EvidenceGround })
  .meta({ id: 'EvidenceInput' });
export type EvidenceInput = z.infer<typeof EvidenceInput>;

/** What a package says of its items, people under the names that leave. */
export const EvidencePreview = z
  .object({
    recipient: z.string(),
    tlp: z.string(),
    /** The fields that were agreed with the recipient. */
    fields: z.array(ReferralField),
    items: z.array(EvidenceItem),
  })
  .meta({ id: 'EvidencePreview' });
export type EvidencePreview = z.infer<typeof EvidencePreview>;

export const EvidenceView = z
  .object({
    packageId: Id,
    recipientId: Id,
    recipient: z.string(),
    state: EvidenceState,
    ground: EvidenceGround,
    itemIds: z.array(Id),
    /** Pseudonyms. */
    requestedBy: z.string(),
    requestedAt: Timestamp,
    decidedBy: z.string().nullable(),
    decidedAt: Timestamp.nullable(),
    /** Why it was turned down; empty otherwise. */
    declinedReason: z.string(),
    builtAt: Timestamp.nullable(),
    /** The archive: its size and SHA-256; null until it is built. */
    archive: z.object({ bytes: z.number().int(), sha256: z.string() }).nullable(),
    files: z.array(BatchFile),
    /** Why the last attempt to build failed, in one sentence, or null. */
    lastError: z.string().nullable(),
    /** It could not be built and no further attempt is made by itself: an admin tries again. */
    givenUp: z.boolean(),
  })
  .meta({ id: 'Evidence' });
export type EvidenceView = z.infer<typeof EvidenceView>;

/** One package with what it says: as it stands now while it waits, and as it was approved afterwards. */
export const EvidenceDetail = z
  .object({
    ...EvidenceView.shape,
    preview: EvidencePreview,
    /** Of what it was asked for on and would say: who approves repeats it. Null once it was decided. */
    digest: z.string().nullable(),
  })
  .meta({ id: 'EvidenceDetail' });
export type EvidenceDetail = z.infer<typeof EvidenceDetail>;

export const EvidencePage = z
  .object({ packages: z.array(EvidenceView), nextCursor: z.string().nullable() })
  .meta({ id: 'EvidencePage' });
export type EvidencePage = z.infer<typeof EvidencePage>;

/** Body of `POST /v1/evidence/{id}/approve`: the digest of what was looked at. */
export const EvidenceApproveInput = z.strictObject({ digest: line(64) }).meta({ id: 'EvidenceApproveInput' });
export type EvidenceApproveInput = z.infer<typeof EvidenceApproveInput>;

/** Body of `POST /v1/evidence/{id}/decline`. */
export const EvidenceDeclineInput = z
  .strictObject({ reason: text(500, 1) })
  .meta({ id: 'EvidenceDeclineInput' });
export type EvidenceDeclineInput = z.infer<typeof EvidenceDeclineInput>;

/** `GET /v1/items/{id}/account`: what was confirmed of the same account, the item itself first, newest flags first. */
export const AccountItems = z
  .object({
    /** Whether the account is known: else nothing but the item itself is listed. */
    accountKnown: z.boolean(),
    items: z.array(
      z.object({
        itemId: Id,
        url: z.string(),
        platform: Platform,
        kind: ContentKind,
        category: Category,
        severity: Severity,
        firstFlaggedAt: Timestamp,
      }),
    ),
  })
  .meta({ id: 'AccountItems' });
export type AccountItems = z.infer<typeof AccountItems>;
