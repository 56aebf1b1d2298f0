import { z } from 'zod';
import { finalOutcomes } from './lifecycle/referral-lifecycle.ts';
import { categories } from './taxonomy.ts';
import { Timestamp } from './text.ts';

/** A count below this, and not nought, is said nowhere: so few can tell who somebody is. */
export const FEWEST_SHOWN = 5;

/** Outcomes after which what was referred can no longer be seen by anybody. */
export const takedownOutcomes = ['REMOVED', 'ACCOUNT_DISABLED'] as const;

/**
 * Whose answers are counted: those of platforms, or those of everybody else (hotlines, police, authorities). The two
 * are never added up, so that neither says anything about the other.
 */
export const figureScopes = ['PLATFORMS', 'OTHERS'] as const;
export const FigureScope = z.enum(figureScopes);
export type FigureScope = z.infer<typeof FigureScope>;

/** What a recipient did about a referral, as far as is known; NOTHING_KNOWN: it concluded nothing so far. */
export const figureActions = [...finalOutcomes, 'NOTHING_KNOWN'] as const;
export type FigureAction = (typeof figureActions)[number];

/**
 * Hours from sending to the takedown within which half and nine tenths of all were taken down, those that are still up
 * counted as not taken down yet (Kaplan–Meier). Null: not so many were taken down so far.
 */
export const FigureTimes = z.object({
  medianHours: z.number().nullable(),
  ninetiethHours: z.number().nullable(),
});
export type FigureTimes = z.infer<typeof FigureTimes>;

const counts = {
  sent: z.number().int(),
  /** Null, both: withheld. */
  takenDown: z.number().int().nullable(),
  stillUp: z.number().int().nullable(),
  /** Null: withheld, or too few were taken down. */
  times: FigureTimes.nullable(),
};
/** `key` null: everything together of which there is too little to be said on its own. */
const rows = <Key extends z.ZodType>(key: Key) => z.array(z.object({ key: key.nullable(), ...counts }));

/**
 * `GET /v1/figures`: what was sent in a year and what became of it. No count in it is 1 to 4, and none that was left
 * out can be worked out from the others.
 */
export const Figures = z
  .object({
    scope: FigureScope,
    year: z.number().int(),
    readAt: Timestamp,
    /** The first year in which anything was sent, or this one. */
    firstYear: z.number().int(),
    /** Null: less than five were sent, and nothing else is said. */
    total: z.object(counts).nullable(),
    /** By name. */
    byRecipient: rows(z.string()),
    byCategory: rows(z.enum(categories)),
    /** By language of the content (ISO 639, "und" where it is not known). */
    byLanguage: rows(z.string()),
    /** By month of sending in UTC, "2026-11". */
    byMonth: rows(z.string()),
    /** `key` null: other actions of which there are too few, each with or without a takedown. */
    byAction: z.array(
      z.object({ key: z.enum(figureActions).nullable(), takenDown: z.boolean(), count: z.number().int() }),
    ),
  })
  .meta({ id: 'Figures' });
export type Figures = z.infer<typeof Figures>;

/** Years outside are no years of ours, and Postgres knows no date behind them. */
export const FIRST_POSSIBLE_YEAR = 2000;
export const LAST_POSSIBLE_YEAR = 9998;
const year = z.coerce.number().int().min(FIRST_POSSIBLE_YEAR).max(LAST_POSSIBLE_YEAR);

/** Query of `GET /v1/figures`. Years only: of two periods that overlap, the difference would give small counts away. */
export const FiguresQuery = z.strictObject({ year, scope: FigureScope.default('PLATFORMS') });
export type FiguresQuery = z.infer<typeof FiguresQuery>;
