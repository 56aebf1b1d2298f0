import { describe, expect, it } from 'vitest';
import { emptyDraft } from '../flag/draft.ts';
import { memoryOutbox } from '../outbox/memory-outbox.ts';
import { identityOf } from './identity-of.ts';
import { sendSitting, sittingErrors } from './send-sitting.ts';
import { emptySitting, type Sitting, withItem, withItems, withoutItems, withShared } from './sitting.ts';

const owner = { server: 'https://lapwing.example', personId: 'p1' };
const now = () => Date.parse('2026-05-01T10:00:00.000Z');

function sittingOf(count: number): Sitting {
  const items = Array.from({ length: count }, (_, index) => ({
    id: `${index}`,
    draft: {
      ...emptyDraft,
      url: `https://pantip.com/topic/4000${index}`,
      observedAt: '2026-05-01T09:00:00.000Z',
    },
    reviewed: true,
  }));
  return withShared(withItems(emptySitting, items, identityOf).sitting, {
    category: 'GROOMING',
    severity: 2,
  });
}

describe('a reviewed sitting', () => {
  it('goes into the outbox in order, each post under a key of its own, and what is not reviewed stays', async () => {
    const outbox = memoryOutbox();
    let sitting = withItem(sittingOf(45), '7', { reviewed: false });
    const steps: number[] = [];
    await sendSitting(sitting, {
      outbox,
      owner,
      client: 'test',
      now,
      onSaved: async (ids) => {
        steps.push(ids.size);
        sitting = withoutItems(sitting, ids);
      },
    });
    const { entries } = await outbox.contents();
    const expected = Array.from({ length: 45 }, (_, index) => `${index}`).filter((id) => id !== '7');
    expect(entries.map(({ key }) => key)).toEqual(expected);
    expect(entries.map(({ order }) => order)).toEqual(expected.map((_, index) => index + 1));
    expect(sitting.items.map(({ id }) => id)).toEqual(['7']);
    expect(steps).toEqual([20, 20, 4]);
  });

  it('that was cut off and is sent again is no flag more', async () => {
    const outbox = memoryOutbox();
    const sitting = sittingOf(3);
    const sending = { outbox, owner, client: 'test', now, onSaved: async () => {} };
    await sendSitting(sitting, sending);
    await sendSitting(sitting, sending);
    expect((await outbox.contents()).entries.map(({ key }) => key)).toEqual(['0', '1', '2']);
  });

  it('that finds the disk full keeps what was not saved', async () => {
    const outbox = memoryOutbox();
    const add = outbox.add.bind(outbox);
    const full: typeof outbox = {
      ...outbox,
      add: async (entry, options) => {
        if (entry.key === '2') throw new DOMException('full', 'QuotaExceededError');
        return add(entry, options);
      },
    };
    let sitting = sittingOf(4);
    const onSaved = async (ids: ReadonlySet<string>) => {
      sitting = withoutItems(sitting, ids);
    };
    const sending = { outbox: full, owner, client: 'test', now, onSaved };
    await expect(sendSitting(sitting, sending)).rejects.toThrow('full');
    expect(sitting.items.map(({ id }) => id)).toEqual(['2', '3']);
  });

  it('says which posts cannot be sent and why; what is not reviewed is not asked', () => {
    const plain = withShared(sittingOf(3), { category: 'OTHER_SEC_RISK' });
    const own = { ...emptyDraft, url: 'https://pantip.com/topic/1', note: 'A reason.' };
    const sitting = withItem(withItem(plain, '0', { draft: own }), '1', { reviewed: false });
    const errors = sittingErrors(sitting, new Date(now()), 'test');
    expect([...errors]).toEqual([['2', { note: 'NOTE_REQUIRED' }]]);
  });
});
