import { z } from 'zod';
import { Schedule } from './schedule.ts';
import { Role } from './taxonomy.ts';
import { LanguageTag, line, text } from './text.ts';

/** What a recipient is. */
export const recipientKinds = ['PLATFORM', 'HOTLINE', 'POLICE', 'AUTHORITY'] as const;
export const RecipientKind = z.enum(recipientKinds);
export type RecipientKind = z.infer<typeof RecipientKind>;

/** Somebody at the recipient to turn to, or a desk of it. Shown to referrers; nothing of it is ever fetched or sent. */
export const RecipientContact = z
  .strictObject({
    name: line(120),
    email: z.email().max(254).or(z.literal('')).default(''),
    phone: line(40, 0).default(''),
    /** A form or portal. */
    web: z
      .url({ protocol: /^https$/ })
      .max(500)
      .or(z.literal(''))
      .default(''),
    note: text(300).default(''),
  })
  .refine(({ email, phone, web, note }) => email !== '' || phone !== '' || web !== '' || note !== '', {
    message: 'Say how to reach this contact: e-mail, phone, web address, or a note',
    path: ['email'],
  });
export type RecipientContact = z.infer<typeof RecipientContact>;

/** A host name in lower case, without scheme, port and path. */
const HostName = z
  .string()
  .max(253)
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/,
    'A host name in lower case, as example.org',
  );

/** Most bytes that a limit can say: more than any batch has. */
const MAXIMUM_BYTES = 1_000_000_000;

/** An OpenPGP public key in its armour, or nothing. What is in it is read where it is saved. */
const ArmoredPublicKey = text(50_000)
  .refine((armored) => armored === '' || /^\s*-----BEGIN PGP PUBLIC KEY BLOCK-----/.test(armored), {
    message: 'An OpenPGP public key begins with -----BEGIN PGP PUBLIC KEY BLOCK-----',
  })
  .refine((armored) => !armored.includes('PRIVATE KEY'), {
    message: 'This is a private key. It belongs to the recipient alone: tell them that it left their hands',
  });

/**
 * Settings of a recipient that came after the first ones, each with what counts where nothing was said: a recipient
 * without them goes on as before.
 */
export const recipientSettings = {
  kind: RecipientKind.default('PLATFORM'),
  /** What of the recipient's is covered, in its own names ("YouTube", "Drive"). Shown to referrers. */
  products: z.array(line(100)).max(50).default([]),
  /**
   * Sites (and all hosts below them) whose content the recipient takes, for content of platforms that are spread over many
   * hosts; see `takesContent`. None: every host.
   */
  hosts: z.array(HostName).max(200).default([]),
  /** Languages in which the recipient reads explanations, beside `language`. Shown to referrers. */
  languages: z.array(LanguageTag).max(20).default([]),
  /** Most bytes of all files of one batch together, manifest and signature aside; null: no limit. */
  maximumBytes: z.number().int().min(1_000).max(MAXIMUM_BYTES).nullable().default(null),
  /**
   * Most batches in any 24 hours; null: no limit. Imminent danger is not counted and does not wait. To its schedule a day is
   * one of its clocks, and what a late run makes counts as made when the run was planned.
   */
  batchesPerDay: z.number().int().min(1).max(1000).nullable().default(null),
  /** When batches are built without anybody asking for it; null: a person builds each. */
  schedule: Schedule.nullable().default(null),
  /**
   * Whether a batch waits until somebody other than who made it looked at it and released it. Imminent danger does not wait.
   */
  secondLook: z.boolean().default(false),
  /**
   * Whether the recipient's own system may record outcomes by calls that it signs with the secret of its webhook. Only where
   * the transport is a webhook.
   */
  takesCalls: z.boolean().default(false),
  contacts: z.array(RecipientContact).max(20).default([]),
  publicKey: ArmoredPublicKey.default(''),
  /** First and last day (UTC) on which the recipient takes referrals; null: no bound. */
  activeFrom: z.iso.date().nullable().default(null),
  activeUntil: z.iso.date().nullable().default(null),
  /**
   * Who of the referrers may send: those who also have one of the roles, and those named by pseudonym. Both empty: every
   * referrer.
   */
  senders: z
    .strictObject({
      roles: z.array(Role).max(6).default([]),
      people: z.array(line(60)).max(100).default([]),
    })
    .default({ roles: [], people: [] }),
  /** The day on which somebody last checked these settings against what the recipient says; null: nobody did. */
  asOf: z.iso.date().nullable().default(null),
};

const RecipientSettings = z.strictObject(recipientSettings);
export type RecipientSettings = z.infer<typeof RecipientSettings>;

/** The settings of a recipient that says none of them. */
export const defaultRecipientSettings: RecipientSettings = RecipientSettings.parse({});
