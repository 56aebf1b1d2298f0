import {
  defaultRecipientSettings,
  type RecipientContact,
  type RecipientInput,
  type RecipientView,
  RecipientInput as Schema,
} from '@lapwing/contracts';
import { type ScheduleDraft, scheduleDraftOf, scheduleOfDraft } from './schedule-draft.ts';

/** Settings that are written as text: numbers, dates, and lists with one entry on each line. */
type WrittenAsText =
  | 'maximumReferrals'
  | 'expectedResponseHours'
  | 'maximumBytes'
  | 'batchesPerDay'
  | 'activeFrom'
  | 'activeUntil'
  | 'asOf'
  | 'legalBasis'
  | 'products'
  | 'hosts'
  | 'languages';

/** A contact while it is being written; `id` tells it apart on the page only. */
export type ContactDraft = RecipientContact & { id: number };

/** A recipient while it is being written. The limit of bytes is in megabytes. */
export type RecipientDraft = Omit<RecipientInput, 'configuration'> & {
  configuration: Omit<RecipientInput['configuration'], WrittenAsText | 'contacts' | 'schedule'> &
    Record<WrittenAsText, string> & { contacts: ContactDraft[]; schedule: ScheduleDraft };
};

const BYTES_IN_MEGABYTE = 1_000_000;

const newRecipient: RecipientInput = {
  slug: '',
  name: '',
  active: false,
  configuration: {
    ...defaultRecipientSettings,
    platforms: [],
    formats: ['csv', 'pdf'],
    fields: [
      'referral_id',
      'platform',
      'content_type',
      'url_canonical',
      'category_code',
      'policy_area',
      'severity',
      'urgency',
      'imminent_danger',
      'explanation',
      'observed_at',
      'requested_action',
      'good_faith',
    ],
    policyAreas: {},
    transport: { kind: 'DOWNLOAD' },
    maximumReferrals: 100,
    expectedResponseHours: 72,
    language: 'en',
    jurisdiction: 'TH',
    legalBasis: [],
    tlp: 'AMBER',
    handOverNote: '',
  },
};

/** The draft of a recipient, or of a new one. */
export function draftOf(recipient: RecipientInput | RecipientView | null): RecipientDraft {
  const { slug, name, active, configuration } = recipient ?? newRecipient;
  const { maximumReferrals, expectedResponseHours, maximumBytes, batchesPerDay } = configuration;
  return {
    slug,
    name,
    active,
    configuration: {
      ...configuration,
      maximumReferrals: String(maximumReferrals),
      expectedResponseHours: String(expectedResponseHours),
      maximumBytes: maximumBytes === null ? '' : String(maximumBytes / BYTES_IN_MEGABYTE),
      batchesPerDay: batchesPerDay === null ? '' : String(batchesPerDay),
      activeFrom: configuration.activeFrom ?? '',
      activeUntil: configuration.activeUntil ?? '',
      asOf: configuration.asOf ?? '',
      legalBasis: configuration.legalBasis.join('\n'),
      products: configuration.products.join('\n'),
      hosts: configuration.hosts.join('\n'),
      languages: configuration.languages.join('\n'),
      contacts: configuration.contacts.map((contact, id) => ({ ...contact, id })),
      schedule: scheduleDraftOf(configuration.schedule),
    },
  };
}

/**
 * Parses a draft: the recipient it makes, or the paths of what is wrong, of the setting ("configuration.contacts") and of
 * the very field ("configuration.contacts.0.email").
 */
export function parseDraft(
  draft: RecipientDraft,
): { input: RecipientInput } | { wrong: ReadonlySet<string> } {
  const { configuration } = draft;
  const policyAreas = Object.fromEntries(
    Object.entries(configuration.policyAreas).flatMap(([category, area]) =>
      area && area.trim() !== '' ? [[category, area.trim()]] : [],
    ),
  );
  const megabytes = numberOrNull(configuration.maximumBytes);
  const parsed = Schema.safeParse({
    ...draft,
    name: draft.name.trim(),
    slug: draft.slug.trim(),
    configuration: {
      ...configuration,
      policyAreas,
      jurisdiction: configuration.jurisdiction.trim(),
      maximumReferrals: numberOf(configuration.maximumReferrals),
      expectedResponseHours: numberOf(configuration.expectedResponseHours),
      maximumBytes: megabytes === null ? null : Math.round(megabytes * BYTES_IN_MEGABYTE),
      batchesPerDay: numberOrNull(configuration.batchesPerDay),
      activeFrom: configuration.activeFrom || null,
      activeUntil: configuration.activeUntil || null,
      asOf: configuration.asOf || null,
      legalBasis: linesOf(configuration.legalBasis),
      products: linesOf(configuration.products),
      hosts: linesOf(configuration.hosts).map((host) => host.toLowerCase()),
      languages: linesOf(configuration.languages),
      schedule: scheduleOfDraft(configuration.schedule),
      takesCalls: configuration.transport.kind === 'WEBHOOK' && configuration.takesCalls,
      publicKey: configuration.publicKey.trim(),
      contacts: configuration.contacts.map(({ name, email, phone, web, note }) => ({
        name: name.trim(),
        email: email.trim(),
        phone: phone.trim(),
        web: web.trim(),
        note: note.trim(),
      })),
    },
  });
  if (parsed.success) return { input: parsed.data };
  return {
    wrong: new Set(
      parsed.error.issues.flatMap(({ path }) =>
        // A setting, a field of a group in it, the very entry.
        [path.slice(0, 2), path.slice(0, 4), path].map((part) => part.join('.')),
      ),
    ),
  };
}

const numberOf = (text: string) => (text.trim() === '' ? Number.NaN : Number(text));
const numberOrNull = (text: string) => (text.trim() === '' ? null : Number(text));
const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The list with one entry moved by `step` places; unchanged at the ends. */
export function moved<Entry>(list: readonly Entry[], entry: Entry, step: 1 | -1): Entry[] {
  const from = list.indexOf(entry);
  const to = from + step;
  if (from < 0 || to < 0 || to >= list.length) return [...list];
  const rest = list.filter((other) => other !== entry);
  return [...rest.slice(0, to), entry, ...rest.slice(to)];
}
