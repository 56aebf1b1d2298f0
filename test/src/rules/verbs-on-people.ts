import { listAudit } from '@lapwing/store/audit/list-audit';
import { issueApiToken, pairExtension } from '@lapwing/store/identity/issue-credential';
import { recordIdentityEvent } from '@lapwing/store/identity/record-identity-event';
import { revokeCredential } from '@lapwing/store/identity/revoke-credential';
import { changePerson } from '@lapwing/store/people/change-person';
import { ensureFirstAdminLink } from '@lapwing/store/people/ensure-first-admin-link';
import { invitePerson } from '@lapwing/store/people/invite-person';
import { joinWithInvitation } from '@lapwing/store/people/join-with-invitation';
import { reissueInvitation } from '@lapwing/store/people/reissue-invitation';
import { addPerson } from '@lapwing/store/testing/workspace';
import type { AuditedVerb } from './prepared-records.ts';
import { flagItem } from './prepared-records.ts';

const URL_OF_CONSOLE = 'http://lapwing.example:8787';

/** Verbs on people, what they sign in with, and the audit log. */
export const verbsOnPeople: readonly AuditedVerb[] = [
  {
    verb: 'invitePerson',
    puts: 'PERSON_INVITED',
    prepare: async ({ store }) => {
      const admin = await addPerson(store, ['admin']);
      const input = { name: 'Somebody New', email: 'new@lapwing.example', roles: ['analyst' as const] };
      return () => invitePerson(store, admin, input, URL_OF_CONSOLE);
    },
  },
  {
    verb: 'reissueInvitation',
    puts: 'PERSON_INVITED',
    prepare: async ({ store }) => {
      const [admin, other] = [await addPerson(store, ['admin']), await addPerson(store, ['analyst'])];
      return () => reissueInvitation(store, admin, other.personId, URL_OF_CONSOLE);
    },
  },
  {
    verb: 'joinWithInvitation',
    puts: 'PERSON_JOINED',
    prepare: async ({ store }) => {
      const other = await addPerson(store, ['analyst']);
      const { link } = await reissueInvitation(store, null, other.personId, URL_OF_CONSOLE);
      const token = new URL(link).hash.slice(1);
      return () => joinWithInvitation(store, { token, passwordHash: 'hash' }, null);
    },
  },
  {
    verb: 'ensureFirstAdminLink',
    puts: 'PERSON_INVITED',
    prepare:
      async ({ store }) =>
      () =>
        ensureFirstAdminLink(store, URL_OF_CONSOLE),
  },
  {
    verb: 'changePerson',
    puts: 'PERSON_CHANGED',
    prepare: async ({ store }) => {
      const [admin, other] = [await addPerson(store, ['admin']), await addPerson(store, ['analyst'])];
      await pairExtension(store, other, { label: 'A browser', origin: null });
      return () => changePerson(store, admin, other.personId, { active: false });
    },
  },
  {
    verb: 'pairExtension',
    puts: 'CREDENTIAL_ISSUED',
    prepare: async ({ store }) => {
      const analyst = await addPerson(store, ['analyst']);
      return () => pairExtension(store, analyst, { label: 'A browser', origin: null });
    },
  },
  {
    verb: 'issueApiToken',
    puts: 'CREDENTIAL_ISSUED',
    prepare: async ({ store }) => {
      const analyst = await addPerson(store, ['analyst']);
      const terms = { personId: analyst.personId, label: 'A script', scopes: ['flag:create'] };
      return () => issueApiToken(store, null, terms);
    },
  },
  {
    verb: 'revokeCredential',
    puts: 'CREDENTIAL_REVOKED',
    prepare: async ({ store }) => {
      const analyst = await addPerson(store, ['analyst']);
      const { credential } = await pairExtension(store, analyst, { label: 'A browser', origin: null });
      return () => revokeCredential(store, analyst, credential.credentialId);
    },
  },
  {
    verb: 'recordIdentityEvent',
    puts: 'SIGNED_IN',
    prepare: async ({ store }) => {
      const analyst = await addPerson(store, ['analyst']);
      return () => recordIdentityEvent(store, analyst, { kind: 'SIGNED_IN', method: 'PASSKEY' });
    },
  },
  {
    verb: 'listAudit',
    puts: 'DISCLOSED_AUDIT',
    prepare: async (world) => {
      await flagItem(world);
      const auditor = await addPerson(world.store, ['auditor']);
      return () => listAudit(world.store, auditor, { limit: 50 });
    },
  },
];
