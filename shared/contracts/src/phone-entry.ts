import { z } from 'zod';
import { Id, line, MAX_NOTE_LENGTH, MAX_URL_LENGTH, Timestamp, text } from './text.ts';

/** How long a link for a phone works. */
export const PHONE_LINK_MINUTES = 10;
/** How many entries one link takes. */
export const MAX_PHONE_ENTRIES = 20;
/** How long an entry waits for its analyst's panel. */
export const PHONE_ENTRY_DAYS = 7;

/** The answer to `POST /v1/phone-links`. The link is a secret, and shown once. */
export const PhoneLink = z
  .object({ linkId: Id, link: z.string(), expiresAt: Timestamp })
  .meta({ id: 'PhoneLink' });
export type PhoneLink = z.infer<typeof PhoneLink>;

const PhoneToken = line(100, 20);

/** Body of `POST /v1/phone/link`, by which the phone's page asks whether its link works. */
export const PhoneLinkToken = z.strictObject({ token: PhoneToken }).meta({ id: 'PhoneLinkToken' });
export type PhoneLinkToken = z.infer<typeof PhoneLinkToken>;

/** What the phone is told of its link. Whose it is, it is not told: whoever looks over a shoulder reads along. */
export const PhoneLinkView = z
  .object({ organisation: z.string(), expiresAt: Timestamp, entriesLeft: z.number().int().min(0) })
  .meta({ id: 'PhoneLinkView' });
export type PhoneLinkView = z.infer<typeof PhoneLinkView>;

/** Body of `POST /v1/phone/entries`. The id is made by the phone: the same entry sent twice is one. */
export const PhoneEntryInput = z
  .strictObject({
    token: PhoneToken,
    entryId: Id,
    url: text(MAX_URL_LENGTH, 1),
    note: text(MAX_NOTE_LENGTH).default(''),
  })
  .meta({ id: 'PhoneEntryInput' });
export type PhoneEntryInput = z.input<typeof PhoneEntryInput>;
export type ParsedPhoneEntry = z.output<typeof PhoneEntryInput>;

export const PhoneEntryAccepted = z
  .object({ entryId: Id, entriesLeft: z.number().int().min(0) })
  .meta({ id: 'PhoneEntryAccepted' });
export type PhoneEntryAccepted = z.infer<typeof PhoneEntryAccepted>;

/** `POST /v1/phone-entries/collect`: what waits for the caller, oldest first. It waits on until it is taken over. */
export const PhoneEntries = z
  .object({
    entries: z.array(z.object({ entryId: Id, url: z.string(), note: z.string(), receivedAt: Timestamp })),
  })
  .meta({ id: 'PhoneEntries' });
export type PhoneEntries = z.infer<typeof PhoneEntries>;

/** Body of `POST /v1/phone-entries/taken`: these are safe on the analyst's computer, and deleted here. */
export const PhoneEntriesTaken = z
  .strictObject({ entryIds: z.array(Id).min(1).max(100) })
  .meta({ id: 'PhoneEntriesTaken' });
export type PhoneEntriesTaken = z.infer<typeof PhoneEntriesTaken>;
