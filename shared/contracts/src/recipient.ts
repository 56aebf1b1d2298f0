import { z } from 'zod';
import { recipientSettings } from './recipient-settings.ts';
import { recipientStandings } from './recipient-standing.ts';
import { scheduleResults } from './schedule.ts';
import { categories, Platform, type Relation, relations } from './taxonomy.ts';
import { Id, LanguageTag, line, Timestamp, text } from './text.ts';
import { goesOneByOne, TransportConfiguration } from './transport.ts';

/** File formats the exporter can write; each is one file in `services/exporter/src/formats`. */
export const exportFormats = [
  'csv',
  'xlsx',
  'json',
  'jsonl',
  'html',
  'pdf',
  'mail-text',
  'xarf',
  'dsa',
  'dsa-html',
  'dsa-pdf',
  'stix',
  'misp',
  'ncmec',
  'ncmec-worksheet',
] as const;
export const ExportFormat = z.enum(exportFormats);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** Name of the file of `mail-text`. Where Lapwing sends the batch by e-mail, it is what the mail says as well. */
export const MAIL_TEXT_FILE = 'mail.txt';

/** Formats whose published vocabulary has no word for some of our categories: those referrals are left out of them. */
export const partialFormats: ReadonlySet<ExportFormat> = new Set(['xarf', 'ncmec']);

/**
 * Formats that cannot say that an earlier referral was wrong. NCMEC is told by hand; a program that reads a report of XARF
 * acts on it, and a notice under Article 16 says by law that content is illegal, so that nothing is taken back by one.
 */
export const formatsWithout: Readonly<Record<Relation, ReadonlySet<ExportFormat>>> = {
  CORRECTION: new Set(['ncmec', 'ncmec-worksheet']),
  RETRACTION: new Set(['ncmec', 'ncmec-worksheet', 'xarf', 'dsa', 'dsa-html', 'dsa-pdf']),
};

/**
 * What a recipient with these formats cannot be told about an earlier referral, since none of them says it for every
 * category. Pure.
 */
export function unsayableIn(formats: readonly ExportFormat[]): Relation[] {
  return relations.filter((relation) =>
    formats.every((format) => formatsWithout[relation].has(format) || partialFormats.has(format)),
  );
}

/** Columns a referral row can have, in the names of the referral schema. */
export const referralFields = [
  'referral_id',
  'schema_version',
  'platform',
  'content_type',
  'url_original',
  'url_canonical',
  'category_code',
  'policy_area',
  'jurisdiction',
  'severity',
  'urgency',
  'imminent_danger',
  'explanation',
  'translation_en',
  'translation_th',
  'content_language',
  'observed_at',
  'verified_live_at',
  'requested_action',
  'good_faith',
  'platform_content_id',
  'parent_id',
  'account_handle',
  'account_id',
  'group_id',
  'media_timecode',
  'legal_basis',
  'posted_at',
  'hashes',
  'notifier_ref',
  'relation',
  'relates_to',
] as const;
export const ReferralField = z.enum(referralFields);
export type ReferralField = z.infer<typeof ReferralField>;

/** How referrals to one recipient look and travel. Dated configuration, not code. */
export const RecipientConfiguration = z
  .strictObject({
    platforms: z.array(Platform).min(1),
    /** One of them at least has room for every category, so that nothing that was confirmed stays unsaid. */
    formats: z
      .array(ExportFormat)
      .min(1)
      .refine((formats) => formats.length === 0 || formats.some((format) => !partialFormats.has(format)), {
        message: 'One format at least must be able to carry every category',
      }),
    fields: z.array(ReferralField).min(1),
    /** The recipient's own policy name for each of our categories. */
    policyAreas: z.partialRecord(z.enum(categories), line(200)),
    transport: TransportConfiguration,
    /** Most referrals in one batch. */
    maximumReferrals: z.number().int().min(1).max(1000),
    expectedResponseHours: z.number().int().min(1),
    language: LanguageTag,
    jurisdiction: line(100),
    legalBasis: z.array(line(200)).default([]),
    tlp: z.enum(['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED']),
    /** Where a person hands the batch over: a portal or a form. Shown, never fetched. */
    handOverNote: text(1000).default(''),
    ...recipientSettings,
  })
  .refine(
    ({ activeFrom, activeUntil }) => activeFrom === null || activeUntil === null || activeFrom <= activeUntil,
    { message: 'The last day lies before the first', path: ['activeUntil'] },
  )
  .refine(({ transport, maximumReferrals }) => !goesOneByOne(transport) || maximumReferrals === 1, {
    message: 'Reports go one by one: a batch holds one referral',
    path: ['maximumReferrals'],
  })
  .refine(({ transport, takesCalls }) => !takesCalls || transport.kind === 'WEBHOOK', {
    message: 'Only the system of a recipient that gets webhooks may call',
    path: ['takesCalls'],
  })
  .refine(({ transport, formats }) => transport.kind !== 'NCMEC' || formats.includes('ncmec'), {
    message: 'What goes to NCMEC is the format ncmec',
    path: ['formats'],
  })
  .meta({ id: 'RecipientConfiguration' });
export type RecipientConfiguration = z.infer<typeof RecipientConfiguration>;

export const RecipientInput = z
  .strictObject({
    slug: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/),
    name: line(120),
    active: z.boolean(),
    configuration: RecipientConfiguration,
  })
  .meta({ id: 'RecipientInput' });
export type RecipientInput = z.infer<typeof RecipientInput>;

export const RecipientView = z
  .object({
    ...RecipientInput.shape,
    recipientId: Id,
    version: z.number().int(),
    changedAt: Timestamp,
    /** Whether it takes referrals today. */
    standing: z.enum(recipientStandings),
    /** What its public key says of itself; null where there is none. */
    publicKey: z
      .object({ fingerprint: z.string(), expiresAt: Timestamp.nullable(), expired: z.boolean() })
      .nullable(),
    /** Counts of its referrals by state. */
    ready: z.number().int(),
    heldForLawEnforcement: z.number().int(),
    /** Corrections and retractions that none of its formats can say: they are ready, and are put into no batch. */
    unsayable: z.number().int(),
    awaitingOutcome: z.number().int(),
    /** Its batches that are built, or being built, and not sent. */
    unsentBatches: z.number().int(),
    /** Referrals about imminent danger that law enforcement was told of and that were not sent, in a batch or in none. */
    imminentUnsent: z.number().int(),
    /** When its schedule builds next, and how it went the last time; null where it has none. */
    schedule: z
      .object({
        nextRunAt: Timestamp,
        lastRun: z.object({ at: Timestamp, result: z.enum(scheduleResults) }).nullable(),
      })
      .nullable(),
    /** When its webhook secret was made; null where there is none. */
    webhookSecretAt: Timestamp.nullable(),
    /** When the token was set that lets reports in; null where there is none. */
    tokenAt: Timestamp.nullable(),
  })
  .meta({ id: 'Recipient' });
export type RecipientView = z.infer<typeof RecipientView>;
