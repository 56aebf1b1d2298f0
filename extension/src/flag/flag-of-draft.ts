import { identifyContentUrl } from '@lapwing/contracts/content-url/identify-content-url';
import type { ContentUrlProblem } from '@lapwing/contracts/content-url/read-url';
import { CLOCK_SKEW_MS, FlagInput, type ParsedFlag } from '@lapwing/contracts/flag';
import { findMedia } from '@lapwing/contracts/media-ban';
import { LanguageTag, MAX_NOTE_LENGTH, MAX_TEXT_LENGTH } from '@lapwing/contracts/text';
import type { z } from 'zod';
import type { Draft, ImminentDraft } from './draft.ts';
import { suggestedUrgency } from './draft.ts';

/** What is wrong with the form, by field; the interface has the words. `other` carries the schema's own. */
export interface DraftErrors {
  url?: ContentUrlProblem | 'MEDIA';
  author?: 'AUTHOR' | 'MEDIA';
  authorId?: 'AUTHOR' | 'MEDIA';
  parentId?: 'AUTHOR' | 'MEDIA';
  groupId?: 'AUTHOR' | 'MEDIA';
  postedAt?: 'POSTED_AT';
  language?: 'LANGUAGE';
  text?: 'TEXT' | 'MEDIA';
  category?: 'CATEGORY';
  severity?: 'SEVERITY';
  note?: 'NOTE' | 'NOTE_REQUIRED' | 'MEDIA';
  basis?: 'BASIS';
  deadline?: 'DEADLINE';
  agency?: 'AGENCY';
  notifiedAt?: 'NOTIFIED_AT';
  reference?: 'REFERENCE';
  other?: string;
}

export type FlagOfDraft = { ok: true; flag: ParsedFlag } | { ok: false; errors: DraftErrors };

/**
 * The flag that the form describes, ready to be saved, or everything that is wrong with it. The same schema and the
 * same media ban as the server's, so that what is saved offline is not refused hours later.
 */
export function flagOfDraft(draft: Draft, now: Date, client: string): FlagOfDraft {
  const errors = errorsOf(draft, now);
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const parsed = FlagInput.safeParse(inputOf(draft, now, client));
  if (parsed.success) return { ok: true, flag: parsed.data };
  return { ok: false, errors: { other: wordsOf(parsed.error) } };
}

function wordsOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
}

function errorsOf(draft: Draft, now: Date): DraftErrors {
  const errors: DraftErrors = {};
  const url = identifyContentUrl(draft.url);
  if (!url.ok) errors.url = url.reason;
  if (!isLine(draft.authorHandle)) errors.author = 'AUTHOR';
  for (const id of ['authorId', 'parentId', 'groupId'] as const) {
    if (!isLine(draft[id])) errors[id] = 'AUTHOR';
    if (findMedia(draft[id])) errors[id] = 'MEDIA';
  }
  if (draft.postedAt !== '' && !isPast(draft.postedAt, now)) errors.postedAt = 'POSTED_AT';
  if (draft.language !== '' && !LanguageTag.safeParse(draft.language).success) errors.language = 'LANGUAGE';
  if (draft.text.length > MAX_TEXT_LENGTH) errors.text = 'TEXT';
  if (draft.category === null) errors.category = 'CATEGORY';
  if (draft.severity === null) errors.severity = 'SEVERITY';
  if (draft.note.length > MAX_NOTE_LENGTH) errors.note = 'NOTE';
  else if (draft.category === 'OTHER_SEC_RISK' && draft.note.trim() === '') errors.note = 'NOTE_REQUIRED';
  if (findMedia(draft.url)) errors.url = 'MEDIA';
  if (findMedia(draft.authorHandle)) errors.author = 'MEDIA';
  if (findMedia(draft.text)) errors.text = 'MEDIA';
  if (findMedia(draft.note)) errors.note = 'MEDIA';
  return draft.imminent === null ? errors : { ...errors, ...imminentErrors(draft.imminent, now) };
}

const isLine = (text: string) => !/[\r\n]/.test(text.trim()) && text.length <= 200;

/** Whether a local time of the form lies before now, as far as clocks agree. */
function isPast(local: string, now: Date): boolean {
  return Date.parse(local) <= now.getTime() + CLOCK_SKEW_MS;
}

function imminentErrors(imminent: ImminentDraft, now: Date): DraftErrors {
  const errors: DraftErrors = {};
  if (imminent.basis.length === 0) errors.basis = 'BASIS';
  if (imminent.deadline !== '' && isoOf(imminent.deadline) === null) errors.deadline = 'DEADLINE';
  if (!imminent.notified) return errors;
  // What is wrong is to be put right; what is missing must not keep danger from being told.
  if (imminent.notifiedAt !== '' && !isPast(imminent.notifiedAt, now)) errors.notifiedAt = 'NOTIFIED_AT';
  if (imminent.agency.length > 200) errors.agency = 'AGENCY';
  if (imminent.reference.length > 200) errors.reference = 'REFERENCE';
  return errors;
}

/** Whether the form says of a notice to law enforcement what has to be said: whom, and when. */
export function hasNotice({ notified, agency, notifiedAt }: ImminentDraft): boolean {
  return notified && agency.trim() !== '' && isoOf(notifiedAt) !== null;
}

/** What stands for a reference where law enforcement gave none. */
const NO_REFERENCE = 'none given';

/** Local time of a form field as ISO 8601 in UTC, or null. */
function isoOf(local: string): string | null {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

function inputOf(draft: Draft, now: Date, client: string) {
  const url = identifyContentUrl(draft.url);
  const ids = url.ok ? url.identity.ids : {};
  const isComment = url.ok && url.identity.kind === 'COMMENT';
  return {
    url: url.ok ? url.original : draft.url,
    category: draft.category,
    secondaryCategories: draft.secondaryCategories.filter((category) => category !== draft.category),
    modifiers: draft.modifiers,
    severity: draft.severity,
    urgency: draft.imminent ? 'IMMINENT' : (draft.urgency ?? suggestedUrgency(draft.severity)),
    imminentDanger: draft.imminent ? imminentOf(draft.imminent) : null,
    text: draft.text,
    note: draft.note.trim(),
    language: draft.language === '' ? null : draft.language,
    authorHandle: draft.authorHandle.trim() || null,
    authorId: draft.authorId.trim() || null,
    parentId: draft.parentId.trim() || (isComment ? (ids.post ?? ids.video) : undefined) || null,
    groupId: draft.groupId.trim() || ids.group || null,
    postedAt: draft.postedAt === '' ? null : isoOf(draft.postedAt),
    mediaTimecode: ids.time === undefined ? null : timecodeOf(ids.time),
    observedAt: draft.observedAt ?? now.toISOString(),
    client,
  };
}

function imminentOf(imminent: ImminentDraft) {
  const { agency } = imminent;
  const reference = imminent.reference.trim() || NO_REFERENCE;
  const notifiedAt = isoOf(imminent.notifiedAt);
  return {
    basis: imminent.basis,
    ...(imminent.childLocatable === '' ? {} : { childLocatable: imminent.childLocatable === 'YES' }),
    ...(imminent.deadline === '' ? {} : { deadline: isoOf(imminent.deadline) }),
    ...(hasNotice(imminent) ? { lawEnforcement: { notifiedAt, agency: agency.trim(), reference } } : {}),
  };
}

/** Seconds as h:mm:ss, or null beyond 99 hours. */
function timecodeOf(seconds: string): string | null {
  const total = Number(seconds);
  if (!Number.isInteger(total) || total < 0 || total >= 360_000) return null;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(total / 3600)}:${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`;
}
