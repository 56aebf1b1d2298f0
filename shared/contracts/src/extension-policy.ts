import { z } from 'zod';
import { Platform } from './taxonomy.ts';
import { line, Timestamp, text } from './text.ts';

/**
 * How an organisation wants pages to be shown to its analysts: `ON` and `OFF` are where each of them starts;
 * `LOCKED_ON` cannot be switched off for a site or as a whole, only lifted from one thing for a moment.
 */
export const safeViewingPresets = ['OFF', 'ON', 'LOCKED_ON'] as const;
export const SafeViewingPreset = z.enum(safeViewingPresets);
export type SafeViewingPreset = z.infer<typeof SafeViewingPreset>;

/** Words that an analyst can put into her note with one press. */
export const NoteTemplate = z
  .strictObject({ title: line(60), text: text(500, 1) })
  .meta({ id: 'NoteTemplate' });
export type NoteTemplate = z.infer<typeof NoteTemplate>;

/** What an organisation decides for the extensions of its analysts. */
export const ExtensionPolicyInput = z
  .strictObject({
    /** Platforms whose own reader is switched off: the generic reader takes its place. `WEB`, the generic one, stays. */
    adaptersOff: z.array(Platform.exclude(['WEB'])).max(20),
    /** Whether an analyst may ask for the classifier's suggestion before she sends. */
    suggestions: z.boolean(),
    safeViewing: SafeViewingPreset,
    /** Minutes of looking after which a break is suggested; null: never. */
    breakAfterMinutes: z.number().int().min(10).max(240).nullable(),
    noteTemplates: z.array(NoteTemplate).max(30),
  })
  .meta({ id: 'ExtensionPolicyInput' });
export type ExtensionPolicyInput = z.infer<typeof ExtensionPolicyInput>;

/** `GET /v1/extension/policy`. `updatedAt` is null as long as nobody changed the defaults. */
export const ExtensionPolicy = z
  .object({ ...ExtensionPolicyInput.shape, updatedAt: Timestamp.nullable() })
  .meta({ id: 'ExtensionPolicy' });
export type ExtensionPolicy = z.infer<typeof ExtensionPolicy>;

/** What holds until an admin of the organisation decides otherwise (rule 10: wellbeing is a default). */
export const defaultExtensionPolicy: ExtensionPolicy = {
  adaptersOff: [],
  suggestions: false,
  safeViewing: 'ON',
  breakAfterMinutes: 50,
  noteTemplates: [],
  updatedAt: null,
};

/** The policy as the server answers it. `version` is its ETag, and what a change must have seen; 0 of the defaults. */
export const ExtensionPolicyView = z
  .object({ ...ExtensionPolicy.shape, version: z.number().int().min(0) })
  .meta({ id: 'ExtensionPolicyView' });
export type ExtensionPolicyView = z.infer<typeof ExtensionPolicyView>;
