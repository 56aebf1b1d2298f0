import {
  defaultExtensionPolicy,
  type ExtensionPolicyInput,
  type ExtensionPolicyView,
} from '@lapwing/contracts';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal } from '../refusal.ts';
import { extensionPolicy } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { extensionPolicyView } from './read-extension-policy.ts';

/**
 * Replaces what holds for the extensions. `version` is the one the caller saw, 0 for the defaults; when somebody else
 * changed it since, the change is refused (`stale`).
 */
export function changeExtensionPolicy(
  store: Pick<Store, 'db'>,
  actor: Actor,
  change: { version: number; input: ExtensionPolicyInput },
): Promise<ExtensionPolicyView> {
  return store.db.transaction(async (transaction) => {
    const [before] = await transaction.select().from(extensionPolicy).for('update');
    if ((before?.version ?? 0) !== change.version) throw changedMeanwhile();
    const row = {
      ...change.input,
      adaptersOff: [...new Set(change.input.adaptersOff)],
      version: change.version + 1,
      changedAt: new Date(),
      changedBy: actor.personId,
    };
    // Two first changes at once find no row to lock: one of them inserts nothing.
    const [after] = before
      ? await transaction.update(extensionPolicy).set(row).returning()
      : await transaction.insert(extensionPolicy).values(row).onConflictDoNothing().returning();
    if (!after) throw changedMeanwhile();
    await writeAudit(transaction, {
      verb: 'EXTENSION_POLICY_CHANGED',
      actor,
      subjectKind: 'extension-policy',
      subjectId: 'organisation',
      details: {
        version: after.version,
        before: contentOf(before ?? defaultExtensionPolicy),
        after: contentOf(after),
      },
    });
    return extensionPolicyView(after);
  });
}

const changedMeanwhile = () =>
  new Refusal('stale', 'Somebody else changed these settings; look again before you save');

/** What was decided, without when and by whom. */
function contentOf(policy: ExtensionPolicyInput): ExtensionPolicyInput {
  const { adaptersOff, suggestions, safeViewing, breakAfterMinutes, noteTemplates } = policy;
  return { adaptersOff, suggestions, safeViewing, breakAfterMinutes, noteTemplates };
}
