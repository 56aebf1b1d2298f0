import { defaultExtensionPolicy, ExtensionPolicy } from '@lapwing/contracts/extension-policy';
import { onManaged, onStored, readStored, writeStored } from '../browser/storage.ts';
import { type ManagedPresets, readManaged } from '../managed/managed-presets.ts';
import { EXTENSION_POLICY } from '../stored-keys.ts';
import { effectivePolicy } from './effective-policy.ts';

/** The last known policy; what is protective by default before the server was ever asked. Works offline. */
export async function readPolicy(): Promise<ExtensionPolicy> {
  return policyOf(await readStored('local', EXTENSION_POLICY), await readManaged());
}

/** Calls back whenever the policy changes, from wherever; gives a function that stops it. */
export function onPolicy(listener: (policy: ExtensionPolicy) => void): () => void {
  const changed = () => void readPolicy().then(listener);
  const stops = [onStored('local', EXTENSION_POLICY, changed), onManaged(changed)];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Keeps what the server said; null forgets it. */
export function writePolicy(policy: ExtensionPolicy | null): Promise<void> {
  return writeStored('local', EXTENSION_POLICY, policy);
}

/** What was stored, by this version of the extension or an earlier one, and holds. */
function policyOf(stored: unknown, managed: ManagedPresets): ExtensionPolicy {
  return effectivePolicy(ExtensionPolicy.safeParse(stored).data ?? defaultExtensionPolicy, managed);
}
