import type { Figures, FigureTimes, ReportContents } from '@lapwing/contracts';
import type { Organisation } from '../envelope.ts';
import type { Fact } from '../letter/compose-letter.ts';
import { fill, messagesFor } from '../letter/letter-messages.ts';
import { actionTerms } from '../vocabulary/action-terms.ts';
import { categoryTerms } from '../vocabulary/category-terms.ts';
import en from './messages/en.json' with { type: 'json' };
import th from './messages/th.json' with { type: 'json' };

type Words = typeof en;
const catalogues: Readonly<Record<ReportContents['input']['language'], Words>> = { en, th };

/** A row for programs: codes and plain numbers. Undefined: not part of this table; null: withheld. */
export interface PlainRow {
  /** Null: everything that was put together. */
  key: string | null;
  name: string;
  terms: readonly string[];
  sent: number;
  takenDown?: number | null;
  stillUp?: number | null;
  times?: FigureTimes | null;
}

/** A table, for people (`cells`, headings first) and for programs (`rows`). */
export interface ReportTable {
  name: string;
  cells: string[][];
  rows: PlainRow[];
}

export interface ReportSection {
  heading: string;
  paragraphs: string[];
  table: ReportTable | null;
}

/** A report in words; HTML, PDF and CSV only set it. */
export interface Report {
  kind: ReportContents['input']['kind'];
  year: number;
  language: string;
  tlp: string;
  title: string;
  facts: Fact[];
  paragraphs: string[];
  sections: ReportSection[];
  /** ISO 8601, UTC: when the figures were read. */
  readAt: string;
  pageWords: string;
}

/** Composes a report of figures in which nothing small is left. Pure; it counts nothing itself. */
export function composeReport(contents: ReportContents, organisation: Organisation): Report {
  const { kind, year, language } = contents.input;
  const words = catalogues[language];
  const { platforms } = contents;
  const isOver = Date.parse(platforms.readAt) >= Date.UTC(year + 1, 0);
  return {
    kind,
    year,
    language,
    tlp: 'TLP:CLEAR',
    title: fill(words.title[kind], { year }),
    facts: [
      { label: words.fact.organisation, value: organisation.name },
      ...(organisation.contact ? [{ label: words.fact.contact, value: organisation.contact }] : []),
      { label: words.fact.period, value: fill(words.period, { year }) },
      { label: words.fact.readAt, value: `${platforms.readAt.slice(0, 16).replace('T', ' ')} UTC` },
      ...(kind === 'dsa' ? [{ label: words.fact.basis, value: words.basis }] : []),
      { label: words.fact.handling, value: words.handling },
    ],
    paragraphs: [...(isOver ? [] : [words.notOver]), words.intro[kind], summary(contents, words)],
    sections: [
      ...(kind === 'dsa' ? dsaSections(contents, words) : donorSections(platforms, words)),
      {
        heading: words.heading.counting,
        paragraphs: [...(kind === 'dsa' ? [] : [words.countingRule, words.timesRule]), words.withheldRule],
        table: null,
      },
    ],
    readAt: platforms.readAt,
    pageWords: messagesFor(language).messages.page,
  };
}

function summary({ input, platforms: { total }, others }: ReportContents, words: Words): string {
  const sentences: string[] = [];
  const dsa = input.kind === 'dsa';
  if (total === null) sentences.push(words.summary.tooFew);
  else {
    sentences.push(fill(dsa ? words.summary.notices : words.summary.sent, { sent: total.sent }));
    const { takenDown, stillUp, times } = total;
    sentences.push(
      takenDown === null || stillUp === null
        ? words.summary.withheld
        : fill(words.summary.split, { takenDown, stillUp }),
    );
    if (times && !dsa) sentences.push(...timeSentences(times, words));
  }
  if (others)
    sentences.push(
      others.total === null
        ? words.summary.othersTooFew
        : fill(words.summary.others, { sent: others.total.sent }),
    );
  return sentences.join(' ');
}

function timeSentences({ medianHours, ninetiethHours }: FigureTimes, words: Words): string[] {
  if (medianHours === null) return [words.summary.notHalf];
  return [
    fill(words.summary.half, { time: duration(medianHours, words) }),
    ninetiethHours === null
      ? words.summary.notNinetieth
      : fill(words.summary.ninetieth, { time: duration(ninetiethHours, words) }),
  ];
}

/** What Article 22(3) asks for: by provider, by type, by action, and how independence is ensured. */
function dsaSections({ platforms, independence }: ReportContents, words: Words): ReportSection[] {
  const table = (name: 'provider' | 'type' | 'decision', rows: PlainRow[]): ReportTable => {
    const withTerms = name !== 'provider';
    return {
      name,
      rows,
      cells: [
        [words.column[name], ...(withTerms ? [words.column.terms] : []), words.column.notices],
        ...rows.map((row) => [
          row.name,
          ...(withTerms ? [row.terms.join(' / ') || words.nothing] : []),
          String(row.sent),
        ]),
      ],
    };
  };
  const section = (name: 'provider' | 'type' | 'decision', rows: PlainRow[]): ReportSection => ({
    heading: words.heading[name],
    paragraphs:
      rows.length === 0
        ? [name === 'decision' && platforms.total ? words.actionsWithheld : words.nothing]
        : [],
    table: rows.length === 0 ? null : table(name, rows),
  });
  const counted = ({ key, name, terms, sent }: PlainRow): PlainRow => ({ key, name, terms, sent });
  return [
    section('provider', recipients(platforms, words).map(counted)),
    section('type', categories(platforms, words).map(counted)),
    section('decision', actions(platforms, words)),
    {
      heading: words.heading.independence,
      paragraphs: independence.split(/\r\n|[\n\r]/).filter((line) => line.trim() !== ''),
      table: null,
    },
  ];
}

function donorSections(figures: Figures, words: Words): ReportSection[] {
  const names = ['recipient', 'category', 'language', 'month'] as const;
  const rowsOf = {
    recipient: recipients(figures, words),
    category: categories(figures, words),
    language: languages(figures, words),
    month: months(figures, words),
  };
  const { total } = figures;
  if (total === null) return [];
  const actionRows = actions(figures, words);
  return [
    ...names.map((name) => ({
      heading: words.heading[name],
      paragraphs: [],
      table: { name, rows: rowsOf[name], cells: cellsOf(name, rowsOf[name], words) },
    })),
    {
      heading: words.heading.action,
      paragraphs: actionRows.length === 0 ? [words.actionsWithheld] : [],
      table:
        actionRows.length === 0
          ? null
          : {
              name: 'action',
              rows: actionRows,
              cells: [
                [words.column.action, words.column.sent],
                ...actionRows.map(({ name, sent }) => [name, String(sent)]),
              ],
            },
    },
  ];
}

function cellsOf(
  name: 'recipient' | 'category' | 'language' | 'month',
  rows: readonly PlainRow[],
  words: Words,
): string[][] {
  const { column } = words;
  const time = (times: PlainRow['times'], which: keyof FigureTimes): string => {
    if (!times) return words.nothing;
    return times[which] === null ? words.notYet : duration(times[which], words);
  };
  return [
    [column[name], column.sent, column.takenDown, column.stillUp, column.median, column.ninetieth],
    ...rows.map((row) => [
      row.name,
      String(row.sent),
      String(row.takenDown ?? words.withheld),
      String(row.stillUp ?? words.withheld),
      time(row.times, 'medianHours'),
      time(row.times, 'ninetiethHours'),
    ]),
  ];
}

type Row = Figures['byRecipient'][number];
const plain = (row: Omit<Row, 'key'>, key: string | null, name: string, terms: readonly string[] = []) => {
  const { sent, takenDown, stillUp, times } = row;
  return { key, name, terms, sent, takenDown, stillUp, times };
};

const recipients = ({ byRecipient }: Figures, words: Words): PlainRow[] =>
  byRecipient.map((row) => plain(row, row.key, row.key ?? words.rest));

const categories = ({ byCategory }: Figures, words: Words): PlainRow[] => {
  const names = messagesFor(words.language).messages.category;
  return byCategory.map((row) =>
    row.key === null
      ? plain(row, null, words.rest)
      : plain(row, row.key, names[row.key], categoryTerms[row.key].dsaKeywords),
  );
};

const languages = ({ byLanguage }: Figures, words: Words): PlainRow[] => {
  const names = new Intl.DisplayNames([words.language], { type: 'language', fallback: 'code' });
  return byLanguage.map((row) => {
    if (row.key === null) return plain(row, null, words.rest);
    return plain(row, row.key, row.key === 'und' ? words.unknownLanguage : (names.of(row.key) ?? row.key));
  });
};

const months = ({ byMonth }: Figures, words: Words): PlainRow[] =>
  byMonth.map((row) => plain(row, row.key, row.key ?? words.rest));

const actions = ({ byAction }: Figures, words: Words): PlainRow[] =>
  byAction.map(({ key, takenDown, count }) => {
    const together = takenDown ? words.action.takenDown : words.action.notTakenDown;
    return {
      key,
      name: key === null ? together : words.action[key],
      terms: key === null ? [] : actionTerms[key],
      sent: count,
    };
  });

/** From three days on in days, with one decimal. */
function duration(hours: number, words: Words): string {
  const rounded = (value: number): string => String(Math.round(value * 10) / 10);
  return hours < 72
    ? fill(words.hours, { count: rounded(hours) })
    : fill(words.days, { count: rounded(hours / 24) });
}
