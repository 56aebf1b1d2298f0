import { randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptFlag } from '../flags/accept-flag.ts';
import { audit } from '../schema/index.ts';
import { createSealer } from '../sealing.ts';
import type { Actor } from '../store.ts';
import { withoutAudit } from '../testing/without-audit.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { openText } from './open-text.ts';

let workspace: TestWorkspace;
let analyst: Actor;
let reviewer: Actor;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  analyst = await addPerson(workspace.store, ['analyst']);
  reviewer = await addPerson(workspace.store, ['reviewer']);
});
afterAll(() => workspace.close());

const disclosures = (itemId: string) =>
  workspace.store.db
    .select({ actorId: audit.actorId, requestId: audit.requestId, details: audit.details })
    .from(audit)
    .where(and(eq(audit.verb, 'DISCLOSED_TEXT'), eq(audit.subjectId, itemId)));

describe('openText', () => {
  it('unseals texts and notes of every flag and puts on record who opened what', async () => {
    const url = 'https://www.facebook.com/lapwing.example/posts/550000000001';
    const first = await acceptFlag(
      workspace.store,
      analyst,
      invent({ url, text: 'สวัสดี 🌊', note: 'A note' }),
      { idempotencyKey: freshKey() },
    );
    const second = await acceptFlag(workspace.store, analyst, invent({ url, text: '' }), {
      idempotencyKey: freshKey(),
    });
    expect(await openText(workspace.store, reviewer, first.itemId)).toEqual({
      texts: [
        { flagId: first.flagId, text: 'สวัสดี 🌊', note: 'A note' },
        { flagId: second.flagId, text: '', note: '' },
      ],
    });
    expect(await disclosures(first.itemId)).toEqual([
      {
        actorId: reviewer.personId,
        requestId: reviewer.requestId,
        details: { flagIds: [first.flagId, second.flagId] },
      },
    ]);
  });

  it('shows nothing when the disclosure cannot be put on record', async () => {
    const { itemId } = await acceptFlag(workspace.store, analyst, invent(), { idempotencyKey: freshKey() });
    await withoutAudit(workspace.database, async () => {
      await expect(openText(workspace.store, reviewer, itemId)).rejects.toThrow();
    });
  });

  it('cannot be opened with another key', async () => {
    const { itemId } = await acceptFlag(workspace.store, analyst, invent(), { idempotencyKey: freshKey() });
    const thief = { ...workspace.store, sealer: createSealer(randomBytes(32)) };
    await expect(openText(thief, reviewer, itemId)).rejects.toThrow();
  });

  it('refuses an item that does not exist', async () => {
    const unknown = openText(workspace.store, reviewer, '01990000-0000-7000-8000-000000000000');
    await expect(unknown).rejects.toMatchObject({ slug: 'not-found' });
  });
});
