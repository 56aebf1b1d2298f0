import { z } from 'zod';
import { MAX_REFERRALS_AT_ONCE } from './outcome.ts';
import { ReplyKind, ReplyText } from './reply.ts';
import { OutcomeKind, outcomeKinds } from './taxonomy.ts';
import { Id, line, Timestamp, text } from './text.ts';
import { TimeZone } from './zoned-time.ts';

/** Most lines that are read at once: as many as a batch can have referrals. */
export const MAX_OUTCOME_LINES = 1000;

/** What a column of a recipient's file can be. The first three say which referral a line is about. */
export const outcomeColumns = ['reference', 'url', 'ticket', 'outcome', 'observedAt', 'note'] as const;
export const OutcomeColumn = z.enum(outcomeColumns);
export type OutcomeColumn = z.infer<typeof OutcomeColumn>;

/** What a recipient's word means: an outcome, or that nothing has become of it yet. */
export const wordMeanings = [...outcomeKinds, 'NOTHING'] as const;
export const WordMeaning = z.enum(wordMeanings);
export type WordMeaning = z.infer<typeof WordMeaning>;

/** Which number comes first in a date such as 03/04/2026. A date that begins with its year needs no choice. */
export const dateOrders = ['DAY_FIRST', 'MONTH_FIRST'] as const;
export const DateOrder = z.enum(dateOrders);
export type DateOrder = z.infer<typeof DateOrder>;

/** A recipient's word as it is compared: letter case and white space around it do not count. */
export function foldWord(word: string): string {
  return word.normalize('NFC').trim().toLowerCase();
}

/** How a recipient's file is read. Remembered for each recipient. */
export const OutcomeMapping = z
  .strictObject({
    /** Heading of the column that holds each thing. */
    columns: z.partialRecord(OutcomeColumn, text(200)),
    /** Its own words for outcomes. Our codes are understood without being listed. */
    words: z
      .array(z.strictObject({ word: text(200), meaning: WordMeaning }))
      .max(200)
      .refine((words) => new Set(words.map(({ word }) => foldWord(word))).size === words.length, {
        message: 'A word has one meaning',
      }),
    dateOrder: DateOrder,
    /** IANA name of the zone of times that name none. */
    timeZone: TimeZone,
  })
  .meta({ id: 'OutcomeMapping' });
export type OutcomeMapping = z.infer<typeof OutcomeMapping>;

export const RememberedMapping = z
  .object({ mapping: OutcomeMapping.nullable() })
  .meta({ id: 'RememberedMapping' });
export type RememberedMapping = z.infer<typeof RememberedMapping>;

/** A cell as it stands in the file. */
const cell = text(4096).default('');

/** The cells of one line of a file. `line` is its number in the file, from 1, for who looks for it there. */
export const OutcomeCells = z.strictObject({
  line: z.number().int().min(1).max(10_000_000),
  reference: cell,
  url: cell,
  ticket: cell,
  outcome: cell,
  observedAt: cell,
  note: cell,
});
export type OutcomeCells = z.infer<typeof OutcomeCells>;

/** Body of `POST /v1/outcome-files/preview`. `receivedAt` is the time of lines that say none. */
export const OutcomeFileInput = z
  .strictObject({
    recipientId: Id,
    mapping: OutcomeMapping,
    receivedAt: Timestamp,
    lines: z.array(OutcomeCells).min(1).max(MAX_OUTCOME_LINES),
  })
  .meta({ id: 'OutcomeFileInput' });
export type OutcomeFileInput = z.infer<typeof OutcomeFileInput>;

/** Body of `POST /v1/outcome-files`: `plan` is what the preview said, so that nothing else is recorded. */
export const OutcomeFileConfirmed = z
  .strictObject({ ...OutcomeFileInput.shape, plan: z.string().max(100) })
  .meta({ id: 'OutcomeFileConfirmed' });
export type OutcomeFileConfirmed = z.infer<typeof OutcomeFileConfirmed>;

/** What is wrong with a cell. */
export const cellProblems = [
  'NOTHING_TO_MATCH',
  'EMPTY',
  'UNKNOWN_WORD',
  'NO_TIME',
  'IN_FUTURE',
  'TOO_LONG',
] as const;
export const CellProblem = z.enum(cellProblems);
export type CellProblem = z.infer<typeof CellProblem>;

/**
 * What would become of a line: recorded, laid into the tray for a person, left out because it is known already or says
 * nothing yet, or wrong, which keeps the whole file from being recorded.
 */
export const lineFates = ['RECORD', 'TRAY', 'ALREADY', 'NOTHING', 'WRONG'] as const;
export const LineFate = z.enum(lineFates);
export type LineFate = z.infer<typeof LineFate>;

/**
 * Why a person has to say what a line is about: nothing fits, several do, or what it quotes does not go together. A reply by
 * e-mail about one referral waits to be read.
 */
export const trayReasons = ['UNMATCHED', 'SEVERAL', 'CONTRADICTORY', 'TO_READ'] as const;
export const TrayReason = z.enum(trayReasons);
export type TrayReason = z.infer<typeof TrayReason>;

export const PlannedLine = z.object({
  line: z.number().int(),
  fate: LineFate,
  problems: z.array(z.object({ column: OutcomeColumn, code: CellProblem })),
  reason: TrayReason.nullable(),
  kind: z.enum(outcomeKinds).nullable(),
  observedAt: Timestamp.nullable(),
  /** The referral that it is about, where there is no doubt. */
  referral: z.object({ referralId: Id, url: z.string() }).nullable(),
});
export type PlannedLine = z.infer<typeof PlannedLine>;

/** Exactly what would be recorded, in the order of the file. */
export const OutcomePlan = z
  .object({ plan: z.string(), lines: z.array(PlannedLine) })
  .meta({ id: 'OutcomePlan' });
export type OutcomePlan = z.infer<typeof OutcomePlan>;

/** What was done with a file. */
export const OutcomeFileRecorded = z
  .object({ recorded: z.number().int(), waiting: z.number().int(), already: z.number().int() })
  .meta({ id: 'OutcomeFileRecorded' });
export type OutcomeFileRecorded = z.infer<typeof OutcomeFileRecorded>;

/** A line in the tray: a person says which referrals it is about, or why it is about none. */
export const TrayLine = z
  .object({
    lineId: Id,
    recipientId: Id,
    recipient: z.string(),
    /** How it came: in a file, as a message of the mailbox, or in a call of the recipient's own system. */
    source: z.enum(['FILE', 'MAIL', 'CALLBACK']),
    /** Place in the file or call, from 1; 0 for a message. */
    line: z.number().int(),
    importedAt: Timestamp,
    reason: TrayReason,
    /** What it says; null where a person has to read it. */
    kind: OutcomeKind.nullable(),
    observedAt: Timestamp,
    reference: z.string(),
    url: z.string(),
    ticket: z.string(),
    note: z.string(),
    /** The message that it is; null for a line of a file. What it says is opened on purpose. */
    reply: z
      .object({
        kind: ReplyKind,
        text: ReplyText,
        /** Whether it names, as its sender, an address that the recipient's settings have. */
        senderKnown: z.boolean(),
      })
      .nullable(),
    /** Referrals that something in it points to, at most 20. */
    candidates: z.array(z.object({ referralId: Id, url: z.string(), sentAt: Timestamp.nullable() })),
  })
  .meta({ id: 'TrayLine' });
export type TrayLine = z.infer<typeof TrayLine>;

export const TrayPage = z
  .object({ lines: z.array(TrayLine), nextCursor: z.string().nullable() })
  .meta({ id: 'TrayPage' });
export type TrayPage = z.infer<typeof TrayPage>;

/**
 * Body of `POST /v1/outcome-lines/{id}/assign`: which referrals a line is about. Of a reply also what it says, and the
 * recipient's own number where it gives one.
 */
export const LineAssignment = z
  .strictObject({
    referralIds: z.array(Id).min(1).max(MAX_REFERRALS_AT_ONCE),
    kind: OutcomeKind.optional(),
    ticket: line(200, 0).default(''),
  })
  .meta({ id: 'LineAssignment' });
export type LineAssignment = z.input<typeof LineAssignment>;

/** Body of `POST /v1/outcome-lines/{id}/dismiss`. */
export const LineDismissal = z.strictObject({ reason: text(1000, 1) }).meta({ id: 'LineDismissal' });

/** What a recipient's word means, by the mapping or by our own codes; null when nobody has said. */
export function meaningOf(word: string, words: OutcomeMapping['words']): OutcomeKind | 'NOTHING' | null {
  const folded = foldWord(word);
  const said = words.find((one) => foldWord(one.word) === folded);
  if (said) return said.meaning;
  return outcomeKinds.find((kind) => foldWord(kind) === folded.replaceAll(/[\s-]+/g, '_')) ?? null;
}
