import 'fake-indexeddb/auto';
import { FlagInput } from '@lapwing/contracts/flag';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyDraft } from '../flag/draft.ts';
import { openOutbox } from '../outbox/outbox-store.ts';
import { savedEntry } from '../outbox/outbox-transitions.ts';
import { openStorage } from '../storage/database.ts';
import { identityOf } from './identity-of.ts';
import {
  emptySitting,
  type Sitting,
  type SittingItem,
  withItems,
  withoutItems,
  withShared,
} from './sitting.ts';
import { openSittings, SITTING_LIFETIME_MS } from './sitting-store.ts';

const owner = { server: 'https://lapwing.example', personId: 'p1' };
const item = (id: string): SittingItem => ({
  id,
  draft: { ...emptyDraft, url: `https://pantip.com/topic/4000000${id}`, note: 'Words of hers.' },
  reviewed: false,
});
const add = (id: string) => (sitting: Sitting) => withItems(sitting, [item(id)], identityOf).sitting;
const ids = (sitting: Sitting | null) => sitting?.items.map(({ id }) => id);

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe('the sitting on disk', () => {
  it('is there for another panel, and for nobody else', async () => {
    await openSittings(openStorage(), () => {}).change(owner, 1, add('1'));
    const other = openSittings(openStorage(), () => {});
    expect(ids(await other.read(owner, 2))).toEqual(['1']);
    expect(await other.read({ ...owner, personId: 'p2' }, 2)).toEqual(emptySitting);
  });

  it('loses nothing where two panels change it at once', async () => {
    const [one, two] = [openSittings(openStorage(), () => {}), openSittings(openStorage(), () => {})];
    const panels = [one, two, one, two, one, two];
    await Promise.all(panels.map((panel, index) => panel.change(owner, 1, add(`${index}`))));
    expect(ids(await one.read(owner, 1))?.toSorted()).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  it('holds no word and no address in the open', async () => {
    const storage = openStorage();
    await openSittings(storage, () => {}).change(owner, 1, add('1'));
    const { database } = await storage();
    const [row] = await database.getAll('sittings');
    const { sealed, ...open } = row ?? { sealed: null };
    expect(JSON.stringify(open)).not.toMatch(/pantip|hers/);
    expect(sealed).toMatchObject({ bytes: expect.any(ArrayBuffer) });
  });

  it('says that it does not open when it was moved to another person, and is written over then', async () => {
    const storage = openStorage();
    const sittings = openSittings(storage, () => {});
    await sittings.change(owner, 1, add('1'));
    const { database } = await storage();
    const [row] = await database.getAll('sittings');
    const other = { ...owner, personId: 'p2' };
    await database.put('sittings', {
      ...row,
      id: JSON.stringify([other.server, other.personId]),
      owner: other,
    });
    expect(await sittings.read(other, 2)).toBeNull();
    expect(ids(await sittings.change(other, 2, add('2')))).toEqual(['2']);
  });

  it('gives no post that is in the outbox already', async () => {
    const storage = openStorage();
    const sittings = openSittings(storage, () => {});
    await sittings.change(owner, 1, add('1'));
    await sittings.change(owner, 1, add('2'));
    const flag = FlagInput.parse({
      url: 'https://pantip.com/topic/40000001',
      category: 'GROOMING',
      severity: 2,
      urgency: 'ROUTINE',
      observedAt: '2026-05-01T10:00:00.000Z',
    });
    await openOutbox(storage, () => {}).add(savedEntry('1', flag, owner, 1));
    expect(ids(await sittings.read(owner, 2))).toEqual(['2']);
  });

  it('is gone after seven days, and when it is empty', async () => {
    const storage = openStorage();
    const sittings = openSittings(storage, () => {});
    await sittings.change(owner, 1, add('1'));
    expect(await sittings.read(owner, 2 + SITTING_LIFETIME_MS)).toEqual(emptySitting);
    await sittings.change(owner, 2, (sitting) =>
      withShared(withoutItems(sitting, new Set(['1'])), { note: '' }),
    );
    expect(await (await storage()).database.count('sittings')).toBe(0);
  });
});
