import { z } from 'zod';
import { RecheckFinding } from '../recheck.ts';
import { Referral } from '../referral.ts';
import { Category, OutcomeKind, OutcomeSource, Relation, Severity, Verdict } from '../taxonomy.ts';
import { Id, line, Timestamp, text } from '../text.ts';
import { ReopeningReason } from '../timeline.ts';

/** Who did it, by the name that the package gives her; null for the machine and where it is not said. */
const event = { at: Timestamp, by: z.string().nullable() };
const ofReferral = { ...event, referralId: Id };

/** One thing that happened to an item. Free text of colleagues is in none of them. */
export const EvidenceEvent = z.discriminatedUnion('kind', [
  /** `at`: when it came in. */
  z.object({
    ...event,
    kind: z.literal('FLAGGED'),
    observedAt: Timestamp,
    url: z.string(),
    category: Category,
    severity: Severity,
  }),
  z.object({
    ...event,
    kind: z.literal('DECIDED'),
    verdict: Verdict,
    category: Category.nullable(),
    severity: Severity.nullable(),
  }),
  /** `agency` is empty where it would name somebody who works here. */
  z.object({ ...event, kind: z.literal('POLICE_TOLD'), agency: z.string() }),
  z.object({ ...ofReferral, kind: z.literal('REFERRED'), recipient: z.string(), withdrawn: z.boolean() }),
  z.object({ ...ofReferral, kind: z.literal('BUILT') }),
  z.object({ ...ofReferral, kind: z.literal('SENT') }),
  /** The number that the recipient gave it, where that is who the package is for. */
  z.object({ ...ofReferral, kind: z.literal('RECEIVED'), ticket: z.string().nullable() }),
  z.object({ ...ofReferral, kind: z.literal('OUTCOME'), outcome: OutcomeKind, source: OutcomeSource }),
  z.object({ ...ofReferral, kind: z.literal('RECHECKED'), finding: RecheckFinding }),
  z.object({ ...ofReferral, kind: z.literal('REMINDED') }),
  /** `referralId` is the referral that it is about; it travels as a referral of its own. */
  z.object({
    ...ofReferral,
    kind: z.literal('CORRECTED'),
    relation: Relation,
    correctionId: Id.nullable().default(null),
    /** What took the place of what was sent; null where it stays. */
    category: Category.nullable().default(null),
    severity: Severity.nullable().default(null),
  }),
  z.object({ ...ofReferral, kind: z.literal('REOPENED'), reason: ReopeningReason }),
]);
export type EvidenceEvent = z.infer<typeof EvidenceEvent>;

/** What is known of an item, as it was corrected last, in the names of a referral; optional fields only where they were agreed. */
export const EvidenceFacts = Referral.omit({
  referralId: true,
  schemaVersion: true,
  translationEn: true,
  translationTh: true,
  policyArea: true,
  relation: true,
  relatesTo: true,
  requestedAction: true,
  goodFaith: true,
  notifierRef: true,
});
export type EvidenceFacts = z.infer<typeof EvidenceFacts>;

export const EvidenceItem = z.object({
  itemId: Id,
  facts: EvidenceFacts,
  /** A child may have made it, or peers take part: the account may be that of a child to be protected (rule 9). */
  accountMayBeOfAChild: z.boolean(),
  /** Oldest first. */
  events: z.array(EvidenceEvent),
});
export type EvidenceItem = z.infer<typeof EvidenceItem>;

/** Who asked for a package and on what ground. */
export const EvidenceGround = z.strictObject({
  /** The unit that asked. */
  agency: line(200),
  /** Under whose authority: the office, court or prosecutor that ordered it. */
  authority: line(200),
  /** Their reference. */
  reference: line(200),
  legalBasis: text(1000, 1),
});
export type EvidenceGround = z.infer<typeof EvidenceGround>;

/** `evidence.json` of a package of evidence. */
export const EvidenceFile = z
  .object({
    lapwing: z.literal('evidence/1'),
    packageId: Id,
    createdAt: Timestamp,
    organisation: z.object({
      name: z.string(),
      contact: z.string().nullable(),
      domain: z.string().nullable(),
    }),
    recipient: z.string(),
    tlp: z.string(),
    ground: EvidenceGround,
    items: z.array(EvidenceItem),
  })
  .meta({ id: 'EvidenceFile' });
export type EvidenceFile = z.infer<typeof EvidenceFile>;
