import { CLOCK_SKEW_MS, type ParsedFlag } from '@lapwing/contracts/flag';
import {
  Category,
  ImminentBasis,
  Modifier,
  Severity,
  type Urgency,
  Urgency as UrgencySchema,
} from '@lapwing/contracts/taxonomy';
import { z } from 'zod';
import type { Capture } from '../capture/capture.ts';
import type { EntryOf } from '../outbox/outbox-entry.ts';

/** The imminent-danger part of the form. Times are as `<input type="datetime-local">` has them: local, no zone. */
export const ImminentDraft = z.object({
  basis: z.array(ImminentBasis),
  childLocatable: z.enum(['', 'YES', 'NO']),
  deadline: z.string(),
  notified: z.boolean(),
  agency: z.string(),
  notifiedAt: z.string(),
  reference: z.string(),
});
export type ImminentDraft = z.infer<typeof ImminentDraft>;

/** The form as far as it is filled in. Anything may be missing or wrong. */
export const Draft = z.object({
  url: z.string(),
  authorHandle: z.string(),
  authorId: z.string(),
  /** Id of what a comment is on. */
  parentId: z.string(),
  /** Id of the group or channel it stands in. */
  groupId: z.string(),
  /** When it was posted: local time without a zone, to the second; '' where nobody knows. */
  postedAt: z.string(),
  text: z.string(),
  language: z.string(),
  category: Category.nullable(),
  secondaryCategories: z.array(Category),
  modifiers: z.array(Modifier),
  severity: Severity.nullable(),
  /** Null: as the severity suggests. */
  urgency: UrgencySchema.exclude(['IMMINENT']).nullable(),
  note: z.string(),
  imminent: ImminentDraft.nullable(),
  /** When the content was seen, ISO 8601; null: when it is saved. */
  observedAt: z.string().nullable(),
  /** The capture it began with. */
  captureId: z.string().nullable(),
  /** Key of the refused flag that this one takes the place of. */
  corrects: z.string().nullable(),
});
export type Draft = z.infer<typeof Draft>;

export const emptyDraft: Draft = {
  url: '',
  authorHandle: '',
  authorId: '',
  parentId: '',
  groupId: '',
  postedAt: '',
  text: '',
  language: '',
  category: null,
  secondaryCategories: [],
  modifiers: [],
  severity: null,
  urgency: null,
  note: '',
  imminent: null,
  observedAt: null,
  captureId: null,
  corrects: null,
};

export const emptyImminent: ImminentDraft = {
  basis: [],
  childLocatable: '',
  deadline: '',
  notified: false,
  agency: '',
  notifiedAt: '',
  reference: '',
};

/** A form filled in by a page. A time that lies in the future cannot be when it was posted, and is left out. */
export function draftOfCapture(capture: Capture): Draft {
  const { url, text, authorHandle, authorId, parentId, groupId, language, observedAt, id } = capture;
  const page = { url, text, authorHandle, authorId, parentId, groupId, language, observedAt };
  const posted = Date.parse(capture.postedAt);
  const postedAt = posted <= Date.parse(observedAt) + CLOCK_SKEW_MS ? localSecond(new Date(posted)) : '';
  return { ...emptyDraft, ...page, postedAt, captureId: id };
}

/** Whether a person put work into the form that a new capture would throw away. */
export function isTouched(draft: Draft): boolean {
  return (
    draft.category !== null ||
    draft.severity !== null ||
    draft.note.trim() !== '' ||
    draft.imminent !== null ||
    draft.corrects !== null
  );
}

/** How urgent a flag of this severity is unless the analyst says otherwise. Never IMMINENT. */
export function suggestedUrgency(severity: Severity | null): Exclude<Urgency, 'IMMINENT'> {
  if (severity === null || severity === 1) return 'ROUTINE';
  return severity === 2 ? 'PRIORITY' : 'URGENT';
}

/** The form that the flag of this key was made of. */
export function draftOfFlag(flag: ParsedFlag, key: string): Draft {
  const { imminentDanger: imminent } = flag;
  const notice = imminent?.lawEnforcement;
  const locatable = imminent?.childLocatable;
  return {
    ...emptyDraft,
    url: flag.url,
    authorHandle: flag.authorHandle ?? '',
    authorId: flag.authorId ?? '',
    parentId: flag.parentId ?? '',
    groupId: flag.groupId ?? '',
    postedAt: flag.postedAt ? localSecond(new Date(flag.postedAt)) : '',
    text: flag.text,
    language: flag.language ?? '',
    category: flag.category,
    secondaryCategories: flag.secondaryCategories,
    modifiers: flag.modifiers,
    severity: flag.severity,
    urgency: flag.urgency === 'IMMINENT' ? null : flag.urgency,
    note: flag.note,
    imminent: imminent
      ? {
          basis: imminent.basis,
          childLocatable: locatable === undefined ? '' : locatable ? 'YES' : 'NO',
          deadline: imminent.deadline ? localTime(new Date(imminent.deadline)) : '',
          notified: notice !== undefined,
          agency: notice?.agency ?? '',
          notifiedAt: notice ? localTime(new Date(notice.notifiedAt)) : '',
          reference: notice?.reference ?? '',
        }
      : null,
    observedAt: flag.observedAt,
    corrects: key,
  };
}

/**
 * A refused flag back in the form, so that it can be corrected. An observation that the server does not believe was
 * made by a wrong clock: then the time of saving counts.
 */
export function draftOfRefused({ flag, key, refusal }: EntryOf<'REFUSED'>): Draft {
  const isTimeWrong = refusal.fields.some(({ pointer }) => pointer === '/observedAt');
  const draft = draftOfFlag(flag, key);
  return isTimeWrong ? { ...draft, observedAt: null } : draft;
}

/** A moment as `<input type="datetime-local">` takes it: local time to the minute. */
export function localTime(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The same to the second. */
function localSecond(at: Date): string {
  return `${localTime(at)}:${String(at.getSeconds()).padStart(2, '0')}`;
}
