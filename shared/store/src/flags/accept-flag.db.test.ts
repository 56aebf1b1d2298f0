import { count, eq, sql } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from '../refusal.ts';
import { audit, flags, items, lawEnforcementNotices } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { acceptFlag, flagContext } from './accept-flag.ts';

let workspace: TestWorkspace;
let analyst: Actor;
let other: Actor;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  analyst = await addPerson(workspace.store, ['analyst']);
  other = await addPerson(workspace.store, ['analyst']);
});
afterAll(() => workspace.close());

const countFlags = async () => (await workspace.store.db.select({ n: count() }).from(flags))[0]?.n;

describe('acceptFlag', () => {
  it('keeps the flag, its item, the intent to score and the audit row, then announces the job', async () => {
    const { store, announced } = workspace;
    const input = invent({
      text: 'Add me on the other app',
      note: 'Wrote to several pupils',
      language: 'en',
    });
    const accepted = await acceptFlag(store, analyst, input, { idempotencyKey: freshKey() });
    const [flag] = await store.db.select().from(flags).where(eq(flags.id, accepted.flagId));
    const [item] = await store.db.select().from(items).where(eq(items.id, accepted.itemId));
    const log = await store.db.select().from(audit).where(eq(audit.subjectId, accepted.flagId));
    expect(accepted).toMatchObject({ alreadyKnown: false, unresolved: false });
    expect(flag?.personId).toBe(analyst.personId);
    expect(store.sealer.open(flag?.textSealed ?? '', flagContext(accepted.flagId, 'text'))).toBe(
      'Add me on the other app',
    );
    expect(flag?.textSealed).not.toContain('Add me');
    expect(flag?.excerpt).toBe('••• •• •• ••• ••••• •••');
    expect(item).toMatchObject({
      state: 'QUEUED',
      flaggers: 1,
      platform: 'FACEBOOK',
      kind: 'POST',
      risk: null,
    });
    expect(item?.scoreDueAt).not.toBeNull();
    expect(log).toMatchObject([
      { verb: 'FLAG_ACCEPTED', actorId: analyst.personId, requestId: analyst.requestId },
    ]);
    expect(announced.at(-1)).toBe(accepted.itemId);
  });

  it('gives the first answer again for the same key and body, also when both arrive together', async () => {
    const input = invent();
    const idempotencyKey = freshKey();
    const before = await countFlags();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => acceptFlag(workspace.store, analyst, input, { idempotencyKey })),
    );
    const again = await acceptFlag(workspace.store, analyst, input, { idempotencyKey });
    expect(new Set([...answers, again].map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await countFlags()).toBe((before ?? 0) + 1);
  });

  it('refuses the same key with another body and changes nothing', async () => {
    const idempotencyKey = freshKey();
    await acceptFlag(workspace.store, analyst, invent(), { idempotencyKey });
    const before = await countFlags();
    const reuse = acceptFlag(workspace.store, analyst, invent(), { idempotencyKey });
    await expect(reuse).rejects.toMatchObject({ slug: 'idempotency-key-reused' });
    expect(await countFlags()).toBe(before);
  });

  it('lets two people use the same key', async () => {
    const idempotencyKey = freshKey();
    const first = await acceptFlag(workspace.store, analyst, invent(), { idempotencyKey });
    const second = await acceptFlag(workspace.store, other, invent(), { idempotencyKey });
    expect(second.flagId).not.toBe(first.flagId);
  });

  it('folds flags of the same content, however its address is spelled, into one item', async () => {
    const first = await acceptFlag(
      workspace.store,
      analyst,
      invent({ url: 'https://www.youtube.com/watch?v=abcdefghijk' }),
      {
        idempotencyKey: freshKey(),
      },
    );
    const second = await acceptFlag(
      workspace.store,
      other,
      invent({
        url: 'https://youtu.be/abcdefghijk?si=tracking',
        severity: 3,
        urgency: 'URGENT',
        category: 'SEXUAL_EXTORTION',
      }),
      { idempotencyKey: freshKey() },
    );
    const again = await acceptFlag(
      workspace.store,
      other,
      invent({ url: 'https://m.youtube.com/watch?v=abcdefghijk&t=4' }),
      {
        idempotencyKey: freshKey(),
      },
    );
    const [item] = await workspace.store.db.select().from(items).where(eq(items.id, first.itemId));
    expect([second.itemId, again.itemId]).toEqual([first.itemId, first.itemId]);
    expect(second.alreadyKnown).toBe(true);
    expect(item).toMatchObject({
      flaggers: 2,
      severity: 3,
      urgency: 'URGENT',
      category: 'SEXUAL_EXTORTION',
      version: 3,
    });
  });

  it('counts every flag once when many people flag the same new content at the same moment', async () => {
    const people = await Promise.all(
      Array.from({ length: 6 }, () => addPerson(workspace.store, ['analyst'])),
    );
    const url = 'https://www.tiktok.com/@lapwing.example/video/7300000000000000001';
    const answers = await Promise.all(
      people.map((person) =>
        acceptFlag(workspace.store, person, invent({ url }), { idempotencyKey: freshKey() }),
      ),
    );
    const [item] = await workspace.store.db
      .select()
      .from(items)
      .where(eq(items.id, answers[0]?.itemId ?? ''));
    expect(new Set(answers.map((answer) => answer.itemId)).size).toBe(1);
    expect(answers.filter((answer) => !answer.alreadyKnown)).toHaveLength(1);
    expect(item?.flaggers).toBe(6);
  });

  it('keeps a short link and marks it unresolved', async () => {
    const accepted = await acceptFlag(workspace.store, analyst, invent({ url: 'https://fb.watch/abc123/' }), {
      idempotencyKey: freshKey(),
    });
    expect(accepted.unresolved).toBe(true);
  });

  it.each(['new', 'known'])(
    'keeps a notice of law enforcement that came with a flag on a %s item',
    async (which) => {
      const input = invent({
        urgency: 'IMMINENT',
        imminentDanger: {
          basis: ['PLANNED_MEETING'],
          lawEnforcement: {
            agency: 'Police station 9',
            notifiedAt: '2026-01-02T03:04:05Z',
            reference: 'A-17',
          },
        },
      });
      if (which === 'known') {
        await acceptFlag(workspace.store, other, invent({ url: input.url }), { idempotencyKey: freshKey() });
      }
      const { itemId } = await acceptFlag(workspace.store, analyst, input, { idempotencyKey: freshKey() });
      const notices = await workspace.store.db
        .select()
        .from(lawEnforcementNotices)
        .where(eq(lawEnforcementNotices.itemId, itemId));
      expect(notices).toMatchObject([{ kind: 'NOTICE', agency: 'Police station 9', reference: 'A-17' }]);
      const recorded = await workspace.store.db
        .select({ verb: audit.verb, actorId: audit.actorId, agency: sql`${audit.details}->>'agency'` })
        .from(audit)
        .where(eq(audit.subjectId, itemId));
      expect(recorded).toEqual([
        { verb: 'LAW_ENFORCEMENT_NOTIFIED', actorId: analyst.personId, agency: 'Police station 9' },
      ]);
    },
  );

  it('does not take for told whom somebody means to tell tomorrow', async () => {
    const before = await countFlags();
    const notifiedAt = new Date(Date.now() + 86_400_000).toISOString();
    const input = invent({
      urgency: 'IMMINENT',
      imminentDanger: {
        basis: ['PLANNED_MEETING'],
        lawEnforcement: { agency: 'Police station 9', notifiedAt, reference: 'A-18' },
      },
    });
    await expect(
      acceptFlag(workspace.store, analyst, input, { idempotencyKey: freshKey() }),
    ).rejects.toMatchObject({
      slug: 'invalid-request',
      errors: [{ pointer: '/imminentDanger/lawEnforcement/notifiedAt', code: 'in_future' }],
    });
    expect(await countFlags()).toBe(before);
  });

  it.each([
    ['javascript:alert(1)', '/url'],
    ['data:text/html,hello', '/url'],
    ['file:///etc/hosts', '/url'],
    ['http://localhost/page', '/url'],
  ])('refuses %s, points at the field, keeps nothing', async (url, pointer) => {
    const before = await countFlags();
    const error = await acceptFlag(workspace.store, analyst, invent({ url }), {
      idempotencyKey: freshKey(),
    }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Refusal);
    expect(error).toMatchObject({ slug: 'invalid-request', errors: [{ pointer }] });
    expect(await countFlags()).toBe(before);
  });

  it.each([
    [10 * 60_000, 'observed_in_future'],
    [-10 * 365 * 86_400_000, 'observed_too_long_ago'],
  ])('refuses an observation %i ms from now', async (offset, code) => {
    const now = new Date();
    const input = invent({ observedAt: new Date(now.getTime() + offset).toISOString() });
    const answer = acceptFlag(workspace.store, analyst, input, { idempotencyKey: freshKey(), now });
    await expect(answer).rejects.toMatchObject({ errors: [{ pointer: '/observedAt', code }] });
  });

  it.each(['new', 'known'])(
    'keeps nothing of a flag on a %s item when the audit row cannot be written',
    async (which) => {
      const input = invent();
      if (which === 'known')
        await acceptFlag(workspace.store, other, invent({ url: input.url }), { idempotencyKey: freshKey() });
      const before = await countFlags();
      const owner = new Client({ connectionString: workspace.database.ownerUrl });
      await owner.connect();
      try {
        await owner.query(
          `alter table audit add constraint audit_closed check (verb <> 'FLAG_ACCEPTED') not valid`,
        );
        await expect(
          acceptFlag(workspace.store, analyst, input, { idempotencyKey: freshKey() }),
        ).rejects.toThrow();
        expect(await countFlags()).toBe(before);
      } finally {
        await owner.query('alter table audit drop constraint audit_closed');
        await owner.end();
      }
    },
  );
});
