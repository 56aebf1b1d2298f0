import { type RecipientInput, type RecipientView, RecipientInput as Schema } from '@lapwing/contracts';

/** A recipient while it is being written: numbers and lists as the text of their fields. */
export type RecipientDraft = Omit<RecipientInput, 'configuration'> & {
  configuration: Omit<
    RecipientInput['configuration'],
    'maximumReferrals' | 'expectedResponseHours' | 'legalBasis'
  > & { maximumReferrals: string; expectedResponseHours: string; legalBasis: string };
};

const newRecipient: RecipientInput = {
  slug: '',
  name: '',
  active: true,
  configuration: {
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
export function draftOf(recipient: RecipientView | null): RecipientDraft {
  const { slug, name, active, configuration } = recipient ?? newRecipient;
  return {
    slug,
    name,
    active,
    configuration: {
      ...configuration,
      maximumReferrals: String(configuration.maximumReferrals),
      expectedResponseHours: String(configuration.expectedResponseHours),
      legalBasis: configuration.legalBasis.join('\n'),
    },
  };
}

/** Parses a draft: the recipient it makes, or the paths of the fields that are wrong ("configuration.fields"). */
export function parseDraft(
  draft: RecipientDraft,
): { input: RecipientInput } | { wrong: ReadonlySet<string> } {
  const { configuration } = draft;
  const policyAreas = Object.fromEntries(
    Object.entries(configuration.policyAreas).flatMap(([category, area]) =>
      area && area.trim() !== '' ? [[category, area.trim()]] : [],
    ),
  );
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
      legalBasis: configuration.legalBasis
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    },
  });
  if (parsed.success) return { input: parsed.data };
  return { wrong: new Set(parsed.error.issues.map((issue) => issue.path.slice(0, 2).join('.'))) };
}

const numberOf = (text: string) => (text.trim() === '' ? Number.NaN : Number(text));

/** The list with one entry moved by `step` places; unchanged at the ends. */
export function moved<Entry>(list: readonly Entry[], entry: Entry, step: 1 | -1): Entry[] {
  const from = list.indexOf(entry);
  const to = from + step;
  if (from < 0 || to < 0 || to >= list.length) return [...list];
  const rest = list.filter((other) => other !== entry);
  return [...rest.slice(0, to), entry, ...rest.slice(to)];
}
