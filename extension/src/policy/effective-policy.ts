import type { ExtensionPolicy } from '@lapwing/contracts/extension-policy';

/** What an administrator of the computer presets (managed storage); absent: not preset. */
export type ManagedPolicy = {
  [Key in 'safeViewing' | 'breakAfterMinutes' | 'adaptersOff']?: ExtensionPolicy[Key] | undefined;
};

/** What holds: the organisation's policy, but for what is preset on this computer, which wins. */
export function effectivePolicy(policy: ExtensionPolicy, managed: ManagedPolicy | null): ExtensionPolicy {
  const { safeViewing, breakAfterMinutes, adaptersOff } = managed ?? {};
  return {
    ...policy,
    ...(safeViewing === undefined ? {} : { safeViewing }),
    // Null is a preset too: no breaks.
    ...(breakAfterMinutes === undefined ? {} : { breakAfterMinutes }),
    ...(adaptersOff === undefined ? {} : { adaptersOff }),
  };
}
