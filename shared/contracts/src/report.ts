import { z } from 'zod';
import { FIRST_POSSIBLE_YEAR, Figures, LAST_POSSIBLE_YEAR } from './figures.ts';
import { Timestamp, text } from './text.ts';

/** dsa: the annual report of a trusted flagger by Article 22 of the Digital Services Act; donor: for who gives money. */
export const reportKinds = ['dsa', 'donor'] as const;
export type ReportKind = (typeof reportKinds)[number];
export const reportFormats = ['html', 'pdf', 'csv'] as const;
export type ReportFormat = (typeof reportFormats)[number];
export const reportLanguages = ['en', 'th'] as const;
export type ReportLanguage = (typeof reportLanguages)[number];

/** Body of `POST /v1/reports`. */
export const ReportInput = z
  .strictObject({
    kind: z.enum(reportKinds),
    year: z.number().int().min(FIRST_POSSIBLE_YEAR).max(LAST_POSSIBLE_YEAR),
    format: z.enum(reportFormats),
    language: z.enum(reportLanguages),
  })
  .meta({ id: 'ReportInput' });
export type ReportInput = z.infer<typeof ReportInput>;

/** Everything that one report says. `others` null: the kind is about platforms only. */
export const ReportContents = z.object({
  input: ReportInput,
  platforms: Figures,
  others: Figures.nullable(),
  independence: z.string(),
});
export type ReportContents = z.infer<typeof ReportContents>;

/** Body of `PUT /v1/reports/text`: how the organisation stays independent of platforms, in its own words. */
export const ReportTextInput = z.strictObject({ independence: text(10_000) }).meta({ id: 'ReportTextInput' });
export type ReportTextInput = z.infer<typeof ReportTextInput>;

/** `version` 0: nobody has written anything yet. */
export const ReportText = z
  .object({
    independence: z.string(),
    updatedAt: Timestamp.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'ReportText' });
export type ReportText = z.infer<typeof ReportText>;
