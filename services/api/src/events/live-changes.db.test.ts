import type { LiveEvent } from '@lapwing/contracts';
import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { silentLogger } from '@lapwing/store/logging';
import {
  addPerson,
  freshKey,
  invent,
  openTestWorkspace,
  type TestWorkspace,
} from '@lapwing/store/testing/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLiveChanges } from './live-changes.ts';

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await openTestWorkspace();
});
afterAll(() => workspace.close());

describe('live changes', () => {
  it('tell everybody to ask again when very much changes at once, and go on telling afterwards', async () => {
    const { store } = workspace;
    const analyst = await addPerson(store, ['analyst']);
    const flag = () => acceptFlag(store, analyst, invent(), { idempotencyKey: freshKey() });
    const { itemId } = await flag();
    await store.pool.query(
      `insert into items (id, identity_key, platform, kind, ids, canonical_url, unresolved, category, severity, urgency,
         imminent_bases, flaggers, excerpt, rank, reasons, first_flagged_at, changed_at)
       select gen_random_uuid(), 'flood:' || n, platform, kind, ids, canonical_url, unresolved, category, severity,
         urgency, imminent_bases, flaggers, excerpt, rank, reasons, first_flagged_at, now() - interval '4 seconds'
       from items, generate_series(1, 600) n where id = $1`,
      [itemId],
    );
    const changes = createLiveChanges(store, silentLogger());
    const events: LiveEvent[] = [];
    changes.subscribe((event) => events.push(event));
    await expect.poll(() => events, { timeout: 10_000 }).toContainEqual({ kind: 'RESYNC' });
    await expect
      .poll(
        async () => {
          const later = await flag();
          events.length = 0;
          await expect.poll(() => events.length, { timeout: 5_000 }).toBeGreaterThan(0);
          return events.some((event) => event.kind === 'ITEM_CHANGED' && event.itemId === later.itemId);
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    changes.close();
  });
});
