import { ExtensionPolicyInput, SafeViewingPreset } from '@lapwing/contracts/extension-policy';
import { languageOf } from '@lapwing/ui/languages';
import { z } from 'zod';
import { allStored } from '../browser/storage.ts';
import { serverOrigin } from '../server/server-address.ts';

const minutes = ExtensionPolicyInput.shape.breakAfterMinutes;

/**
 * What the organisation's administrator preset in the browser (`storage.managed`, see public/managed-schema.json). An
 * administrator's slip in one value must not take the others with it: what makes no sense counts as not preset.
 */
export const ManagedPresets = z.object({
  /** Origin of the only server that this browser pairs with. */
  server: z
    .string()
    .transform((typed) => serverOrigin(typed) ?? undefined)
    .optional()
    .catch(undefined),
  /** The language to begin with. */
  language: z
    .string()
    .transform((tag) => languageOf(tag) ?? undefined)
    .optional()
    .catch(undefined),
  safeViewing: SafeViewingPreset.optional().catch(undefined),
  /** 0 in the browser's policy, which knows no null, says never: null here. */
  breakAfterMinutes: z
    .preprocess((value) => (value === 0 ? null : value), minutes)
    .optional()
    .catch(undefined),
  adaptersOff: ExtensionPolicyInput.shape.adaptersOff.optional().catch(undefined),
});
export type ManagedPresets = z.infer<typeof ManagedPresets>;

/** What is preset now; empty where nothing is. */
export async function readManaged(): Promise<ManagedPresets> {
  return ManagedPresets.parse(await allStored('managed'));
}
