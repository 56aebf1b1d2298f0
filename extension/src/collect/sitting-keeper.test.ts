import { describe, expect, it, vi } from 'vitest';
import { emptyDraft } from '../flag/draft.ts';
import { identityOf } from './identity-of.ts';
import { type Sitting, withItems, withShared } from './sitting.ts';
import { SittingKeeper } from './sitting-keeper.ts';
import { type SittingStore, sittingsInMemory } from './sitting-store.ts';

const owner = { server: 'https://lapwing.example', personId: 'p1' };
const note = (words: string) => (sitting: Sitting) => withShared(sitting, { note: words });
const add = (id: string) => (sitting: Sitting) =>
  withItems(
    sitting,
    [{ id, draft: { ...emptyDraft, url: `https://pantip.com/topic/${id}` }, reviewed: false }],
    identityOf,
  ).sitting;

/** A store that can be slow and can refuse. */
function slowStore() {
  const memory = sittingsInMemory();
  const state = { refuses: false, writes: 0, gate: Promise.resolve() };
  const store: SittingStore = {
    read: memory.read,
    async change(...given) {
      state.writes += 1;
      await state.gate;
      if (state.refuses) throw new DOMException('full', 'QuotaExceededError');
      return memory.change(...given);
    },
  };
  return { memory, state, store };
}

describe('the keeper of a sitting', () => {
  it('shows a change at once, and writes what came meanwhile together', async () => {
    const { memory, state, store } = slowStore();
    const keeper = new SittingKeeper(store, owner, () => 1);
    await keeper.reload();
    let open = () => {};
    state.gate = new Promise((resolve) => {
      open = resolve;
    });
    const written = ['a', 'ab', 'abc'].map((words) => keeper.change(note(words)));
    expect(keeper.view().sitting?.shared.note).toBe('abc');
    open();
    await Promise.all(written);
    expect((await memory.read(owner, 1))?.shared.note).toBe('abc');
    expect(state.writes).toBeLessThanOrEqual(2);
  });

  it('keeps what the disk refused, says so, and writes it with the next change', async () => {
    const quiet = vi.spyOn(console, 'error').mockReturnValue(undefined);
    const { memory, state, store } = slowStore();
    const keeper = new SittingKeeper(store, owner, () => 1);
    await keeper.reload();
    state.refuses = true;
    await keeper.change(add('1'));
    expect(keeper.view()).toMatchObject({ unkept: true, sitting: { items: [{ id: '1' }] } });
    state.refuses = false;
    await keeper.change(add('2'));
    expect(keeper.view().unkept).toBe(false);
    expect((await memory.read(owner, 1))?.items.map(({ id }) => id)).toEqual(['1', '2']);
    quiet.mockRestore();
  });

  it('takes in what another panel changed', async () => {
    const { store } = slowStore();
    const [one, two] = [1, 2].map(() => new SittingKeeper(store, owner, () => 1));
    await Promise.all([one?.reload(), two?.reload()]);
    await one?.change(add('1'));
    await two?.change(note('From the other.'));
    await one?.reload();
    expect(one?.view().sitting).toMatchObject({ shared: { note: 'From the other.' }, items: [{ id: '1' }] });
  });
});
