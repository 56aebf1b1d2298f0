import { defaultExtensionPolicy, type ExtensionPolicy } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import { effectivePolicy } from './effective-policy.ts';

const policy: ExtensionPolicy = {
  ...defaultExtensionPolicy,
  suggestions: true,
  safeViewing: 'OFF',
  breakAfterMinutes: 90,
  adaptersOff: ['VK'],
};

describe('the policy that holds', () => {
  it('is the organisation’s where nothing is preset', () => {
    expect(effectivePolicy(policy, null)).toEqual(policy);
    expect(effectivePolicy(policy, {})).toEqual(policy);
    expect(effectivePolicy(policy, { safeViewing: undefined })).toEqual(policy);
  });

  it('is what is preset on the computer where something is, empty and null included', () => {
    expect(effectivePolicy(policy, { safeViewing: 'LOCKED_ON' })).toEqual({
      ...policy,
      safeViewing: 'LOCKED_ON',
    });
    expect(effectivePolicy(policy, { breakAfterMinutes: null, adaptersOff: [] })).toEqual({
      ...policy,
      breakAfterMinutes: null,
      adaptersOff: [],
    });
  });
});
