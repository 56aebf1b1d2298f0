import { defaultExtensionPolicy } from '@lapwing/contracts';
import { changeExtensionPolicy } from '@lapwing/store/extension/change-extension-policy';
import { changeSchoolList } from '@lapwing/store/personal-data/change-school-list';
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
  {
    verb: 'changeSchoolList',
    puts: 'SCHOOL_LIST_CHANGED',
    prepare: async ({ store }) => {
      const admin = await addPerson(store, ['admin']);
      return () => changeSchoolList(store, admin, { version: 0, input: { schools: [['Example School']] } });
    },
  },
];
