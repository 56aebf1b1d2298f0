import { defaultExtensionPolicy } from '@lapwing/contracts';
import { changeExtensionPolicy } from '@lapwing/store/extension/change-extension-policy';
import { addPerson } from '@lapwing/store/testing/workspace';
import type { AuditedVerb } from './prepared-records.ts';

/** Verbs on what the organisation decides for everybody. */
export const verbsOnSettings: readonly AuditedVerb[] = [
  {
    verb: 'changeExtensionPolicy',
    puts: 'EXTENSION_POLICY_CHANGED',
    prepare: async ({ store }) => {
      const admin = await addPerson(store, ['admin']);
      const { updatedAt: _never, ...input } = defaultExtensionPolicy;
      return () => changeExtensionPolicy(store, admin, { version: 0, input });
    },
  },
];
