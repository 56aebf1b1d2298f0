import { acceptPhoneEntry } from '@lapwing/store/phone/accept-phone-entry';
import { closePhoneLink } from '@lapwing/store/phone/close-phone-link';
import { collectPhoneEntries } from '@lapwing/store/phone/collect-phone-entries';
import { forgetPhoneEntries } from '@lapwing/store/phone/forget-phone-entries';
import { openPhoneLink } from '@lapwing/store/phone/open-phone-link';
import { takePhoneEntries } from '@lapwing/store/phone/take-phone-entries';
import { phoneEntries } from '@lapwing/store/schema/index';
import { addPerson, type TestWorkspace } from '@lapwing/store/testing/workspace';
import type { AuditedVerb } from './prepared-records.ts';

const opened = async ({ store }: TestWorkspace) => {
  const analyst = await addPerson(store, ['analyst']);
  const link = await openPhoneLink(store, analyst);
  const entry = {
    token: link.token,
    entryId: crypto.randomUUID(),
    url: 'https://www.facebook.com/lapwing.example/posts/1',
    note: 'Seen on a phone.',
  };
  return { analyst, link, entry };
};

const received = async (world: TestWorkspace) => {
  const made = await opened(world);
  await acceptPhoneEntry(world.store, made.entry, null);
  return made;
};

/** Verbs on what an analyst hands in from her phone. */
export const verbsOnPhoneEntries: readonly AuditedVerb[] = [
  {
    verb: 'openPhoneLink',
    puts: 'PHONE_LINK_OPENED',
    prepare: async ({ store }) => {
      const analyst = await addPerson(store, ['analyst']);
      return () => openPhoneLink(store, analyst);
    },
  },
  {
    verb: 'closePhoneLink',
    puts: 'PHONE_LINK_CLOSED',
    prepare: async (world) => {
      const { analyst, link } = await opened(world);
      return () => closePhoneLink(world.store, analyst, link.linkId);
    },
  },
  {
    verb: 'acceptPhoneEntry',
    puts: 'PHONE_ENTRY_RECEIVED',
    prepare: async (world) => {
      const { entry } = await opened(world);
      return () => acceptPhoneEntry(world.store, entry, null);
    },
  },
  {
    verb: 'collectPhoneEntries',
    puts: 'DISCLOSED_PHONE_ENTRY',
    prepare: async (world) => {
      const { analyst } = await received(world);
      return () => collectPhoneEntries(world.store, analyst);
    },
  },
  {
    verb: 'takePhoneEntries',
    puts: 'PHONE_ENTRY_TAKEN',
    prepare: async (world) => {
      const { analyst, entry } = await received(world);
      return () => takePhoneEntries(world.store, analyst, [entry.entryId]);
    },
  },
  {
    verb: 'forgetPhoneEntries',
    puts: 'PHONE_ENTRY_EXPIRED',
    prepare: async (world) => {
      await received(world);
      await world.store.db.update(phoneEntries).set({ expiresAt: new Date(Date.now() - 1_000) });
      return () => forgetPhoneEntries(world.store);
    },
  },
];
