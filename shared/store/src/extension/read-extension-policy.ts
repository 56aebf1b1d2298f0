import { defaultExtensionPolicy, type ExtensionPolicyView } from '@lapwing/contracts';
import { extensionPolicy } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** What holds for the extensions of the organisation's analysts: its own decision, or the defaults (version 0). */
export async function readExtensionPolicy(store: Pick<Store, 'db'>): Promise<ExtensionPolicyView> {
  const [row] = await store.db.select().from(extensionPolicy);
  return row ? extensionPolicyView(row) : { ...defaultExtensionPolicy, version: 0 };
}

/** A stored policy as it is answered. */
export function extensionPolicyView(row: typeof extensionPolicy.$inferSelect): ExtensionPolicyView {
  const { adaptersOff, suggestions, safeViewing, breakAfterMinutes, noteTemplates, changedAt, version } = row;
  return {
    adaptersOff,
    suggestions,
    safeViewing,
    breakAfterMinutes,
    noteTemplates,
    updatedAt: changedAt.toISOString(),
    version,
  };
}
