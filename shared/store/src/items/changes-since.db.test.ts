import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBatches } from '../batches/create-batches.ts';
import { claimItem } from '../claims/claim-item.ts';
import { acceptFlag } from '../flags/accept-flag.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import type { Actor } from '../store.ts';
import { readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { changesSince } from './changes-since.ts';

let workspace: TestWorkspace;
let analyst: Actor;
let reviewer: Actor;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  await ensureReadyMadeRecipients(workspace.store);
  analyst = await addPerson(workspace.store, ['analyst']);
  reviewer = await addPerson(workspace.store, ['reviewer']);
});
afterAll(() => workspace.close());

const flagItem = async () =>
  (await acceptFlag(workspace.store, analyst, invent(), { idempotencyKey: freshKey() })).itemId;
const newest = async () =>
  (await changesSince(workspace.store, new Date(0), 5_000)).at(-1)?.at ?? new Date(0);

describe('changesSince', () => {
  it('tells of items and batches that changed after a time, oldest first, and of nothing else', async () => {
    const before = await flagItem();
    const since = await newest();
    const after = await flagItem();
    const referralIds = await readyForGoogle(workspace.store, 1);
    const [batch] = await createBatches(
      workspace.store,
      reviewer,
      { recipientId: await recipientBySlug(workspace.store, 'google'), referralIds },
      { idempotencyKey: freshKey() },
    );
    const changes = await changesSince(workspace.store, since);
    const named = changes.map(({ event }) => (event.kind === 'ITEM_CHANGED' ? event.itemId : event));
    expect(named[0]).toBe(after);
    expect(named).not.toContain(before);
    expect(named).toContainEqual({ kind: 'BATCH_CHANGED', batchId: batch?.batchId });
    expect(changes.map(({ at }) => at)).toEqual(changes.map(({ at }) => at).toSorted((a, b) => +a - +b));
  });

  it('gives the same change the same key, and the next change of the item another', async () => {
    const since = await newest();
    const itemId = await flagItem();
    const [first] = await changesSince(workspace.store, since);
    expect(await changesSince(workspace.store, since)).toEqual([first]);
    await claimItem(workspace.store, reviewer, itemId, { leaseMs: 60_000, canAdjudicate: false });
    const [claimed] = await changesSince(workspace.store, since);
    expect(claimed?.event).toEqual(first?.event);
    expect(claimed?.key).not.toBe(first?.key);
  });

  it('gives no more than it was asked for', async () => {
    const since = await newest();
    for (let made = 0; made < 4; made += 1) await flagItem();
    expect(await changesSince(workspace.store, since, 3)).toHaveLength(3);
  });
});
