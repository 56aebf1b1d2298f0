import { defaultExtensionPolicy, ExtensionPolicy } from '@lapwing/contracts/extension-policy';
import { onStored, readStored, writeStored } from '../browser.ts';
import { EXTENSION_POLICY } from '../stored-keys.ts';
import { effectivePolicy } from './effective-policy.ts';

/**
 * The last known policy; what is protective by default before the server was ever asked. Works offline.
 *
 * @public
 */
export async function readPolicy(): Promise<ExtensionPolicy> {
  return policyOf(await readStored('local', EXTENSION_POLICY));
}

/**
 * Calls back whenever the policy changes, from wherever; gives a function that stops it.
 *
 * @public
 */
export function onPolicy(listener: (policy: ExtensionPolicy) => void): () => void {
  return onStored('local', EXTENSION_POLICY, (value) => listener(policyOf(value)));
}

/** Keeps what the server said; null forgets it. */
export function writePolicy(policy: ExtensionPolicy | null): Promise<void> {
  return writeStored('local', EXTENSION_POLICY, policy);
}

/** What was stored, by this version of the extension or an earlier one, and holds. */
function policyOf(stored: unknown): ExtensionPolicy {
  return effectivePolicy(ExtensionPolicy.safeParse(stored).data ?? defaultExtensionPolicy, null);
}
