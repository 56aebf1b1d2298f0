import { createHash } from 'node:crypto';
import { DecisionInput, type FlagInput, type Verdict } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimItem } from '../claims/claim-item.ts';
import { decide } from '../decisions/decide.ts';
import { acceptFlag } from '../flags/accept-flag.ts';
import { recordLawEnforcement } from '../items/record-law-enforcement.ts';
import { audit, items } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { confirmItem } from '../testing/confirmed-item.ts';
import { dismissItem } from '../testing/dismissed-item.ts';
import { withoutAudit } from '../testing/without-audit.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { exportLabels, type LabelledExample } from './export-labels.ts';

const DAY_MS = 86_400_000;
const settings = { groupKey: Buffer.alloc(32, 3), retention: { dismissedDays: 90, actionedDays: 365 } };

let workspace: TestWorkspace;
let admin: Actor;
beforeEach(async () => {
  workspace = await openTestWorkspace();
  admin = await addPerson(workspace.store, ['admin']);
});
afterEach(() => workspace.close());

const exported = async (more: { now?: Date; groupKey?: Buffer } = {}) => {
  const lines: string[] = [];
  const result = await exportLabels(workspace.store, admin, { ...settings, ...more }, async (line) => {
    lines.push(line);
  });
  const examples: LabelledExample[] = lines.map((line) => JSON.parse(line));
  return { ...result, lines, examples };
};

const say = async (itemId: string, verdict: Verdict, who?: Actor, canAdjudicate = false): Promise<Actor> => {
  const reviewer = who ?? (await addPerson(workspace.store, ['reviewer']));
  const terms = { leaseMs: 60_000, canAdjudicate };
  const claim = await claimItem(workspace.store, reviewer, itemId, terms);
  const [item] = await workspace.store.db
    .select({ version: items.version })
    .from(items)
    .where(eq(items.id, itemId));
  const words = { category: 'SEXUAL_EXTORTION', severity: 3, explanation: 'Threatens to publish.' } as const;
  const input = DecisionInput.parse({
    claimId: claim.claimId,
    token: claim.token,
    itemVersion: item?.version,
    verdict,
    ...(verdict === 'CONFIRM' ? { ...words, secondaryCategories: ['GROOMING'] } : {}),
  });
  await decide(workspace.store, reviewer, input, terms);
  return reviewer;
};

const flagItem = async (overrides: Partial<FlagInput> = {}): Promise<string> => {
  const analyst = await addPerson(workspace.store, ['analyst']);
  return (await acceptFlag(workspace.store, analyst, invent(overrides), { idempotencyKey: freshKey() }))
    .itemId;
};

describe('the export of labels', () => {
  it('gives confirmed categories and dismissals, in the shape that training reads', async () => {
    await confirmItem(workspace.store, { text: 'Keep it our secret', language: 'EN-gb' });
    await dismissItem(workspace.store, { text: 'ค่ายฤดูร้อน', language: 'th' });
    await dismissItem(workspace.store, { text: 'No language' });
    const { examples, count, confirmed, groups } = await exported();
    expect(examples).toEqual([
      expect.objectContaining({ text: 'Keep it our secret', lang: 'en-gb', labels: ['GROOMING'] }),
      expect.objectContaining({ text: 'ค่ายฤดูร้อน', lang: 'th', labels: [] }),
      expect.objectContaining({ text: 'No language', lang: 'und', labels: [] }),
    ]);
    expect(new Set(examples.map(({ source }) => source))).toEqual(new Set(['reviewed decisions']));
    expect({ count, confirmed, groups }).toEqual({ count: 3, confirmed: 1, groups: 3 });
  });

  it('goes by the last word: the second reviewer, the lead, and the last round', async () => {
    const text = 'I publish it all on Friday';
    const grave = await flagItem({ severity: 3, text });
    await say(grave, 'CONFIRM');
    expect((await exported()).count).toBe(0);
    await say(grave, 'DISMISS');
    expect((await exported()).count).toBe(0);
    await say(grave, 'CONFIRM', await addPerson(workspace.store, ['lead']), true);
    expect((await exported()).examples).toMatchObject([{ labels: ['SEXUAL_EXTORTION', 'GROOMING'] }]);

    const { itemId } = await dismissItem(workspace.store, { text: 'Flagged again' });
    const [item] = await workspace.store.db.select().from(items).where(eq(items.id, itemId));
    await flagItem({ url: item?.canonicalUrl ?? '', text: 'Flagged again' });
    expect((await exported()).count).toBe(1);
    await say(itemId, 'CONFIRM');
    await say(itemId, 'CONFIRM');
    expect((await exported()).examples.at(-1)).toMatchObject({ labels: ['SEXUAL_EXTORTION', 'GROOMING'] });
  });

  it('leaves out what is open, escalated, or waits for information', async () => {
    await flagItem();
    await say(await flagItem(), 'ESCALATE');
    await say(await flagItem(), 'NEED_INFO');
    expect(await exported()).toMatchObject({ count: 0, leftOut: { retention: 0, hold: 0, noText: 0 } });
  });

  it('leaves out what retention forbids, sooner for a dismissal than for a confirmation', async () => {
    await confirmItem(workspace.store);
    await dismissItem(workspace.store);
    const after = async (days: number) => {
      const { confirmed, count, leftOut } = await exported({ now: new Date(Date.now() + days * DAY_MS) });
      return [confirmed, count - confirmed, leftOut.retention];
    };
    expect(await after(89)).toEqual([1, 1, 0]);
    expect(await after(91)).toEqual([1, 0, 1]);
    expect(await after(366)).toEqual([0, 0, 2]);
  });

  it('leaves out what is as good as under a hold: the police were told, or danger was named', async () => {
    const { itemId } = await confirmItem(workspace.store);
    const lead = await addPerson(workspace.store, ['lead']);
    await recordLawEnforcement(workspace.store, lead, itemId, {
      kind: 'NOTICE',
      notifiedAt: new Date().toISOString(),
      agency: 'Police',
      reference: '1',
    });
    await confirmItem(workspace.store, { urgency: 'IMMINENT', imminentDanger: { basis: ['TRAVEL'] } });
    await dismissItem(workspace.store, { text: '' });
    expect(await exported()).toMatchObject({ count: 0, leftOut: { hold: 2, noText: 1, retention: 0 } });
  });

  it('groups by account without naming it, and never by who flagged', async () => {
    const authorHandle = '@some.handle';
    await confirmItem(workspace.store, { authorHandle, authorId: '777', text: 'One' });
    await dismissItem(workspace.store, { authorId: '777', text: 'Two' });
    await dismissItem(workspace.store, { text: 'Three' });
    const analyst = await addPerson(workspace.store, ['analyst']);
    const { lines, examples } = await exported();
    const [one, two, three] = examples.map(({ group }) => group);
    expect(one).toBe(two);
    expect(three).not.toBe(one);
    expect(lines.join()).not.toMatch(/some\.handle|777|plover/);
    expect(lines.join()).not.toContain(analyst.personId);
    const again = await exported();
    expect(again.lines).toEqual(lines);
    const otherKey = await exported({ groupKey: Buffer.alloc(32, 4) });
    expect(otherKey.examples[0]?.group).not.toBe(one);
  });

  it('is on record with count and hash; where it cannot be, it is no export', async () => {
    await confirmItem(workspace.store);
    await dismissItem(workspace.store);
    const { lines, sha256 } = await exported();
    expect(sha256).toBe(createHash('sha256').update(lines.join('')).digest('hex'));
    const log = await workspace.store.db
      .select()
      .from(audit)
      .where(and(eq(audit.verb, 'DISCLOSED_LABELS'), eq(audit.subjectId, sha256)));
    expect(log).toMatchObject([
      { actorId: admin.personId, subjectKind: 'labels', details: { count: 2, confirmed: 1, sha256 } },
    ]);
    await withoutAudit(workspace.database, () => expect(exported()).rejects.toThrow());
  });

  it('reads more than one batch', async () => {
    const { itemId } = await dismissItem(workspace.store);
    // Copied past the verbs: 450 reviews through them would take a minute.
    await workspace.store.pool.query(
      `with copies as (
         insert into items select (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(),
           'identity_key', 'copy ' || n, 'state', 'QUEUED'))).* from items i, generate_series(1, 450) n
         where i.id = $1 returning id
       ), flagged as (
         insert into flags select (jsonb_populate_record(f, jsonb_build_object('id', gen_random_uuid(),
           'item_id', c.id, 'idempotency_key', c.id, 'text_sealed', null))).* from flags f, copies c where f.item_id = $1
       ), held as (
         insert into claims select (jsonb_populate_record(k, jsonb_build_object('id', c.id, 'item_id', c.id))).*
         from claims k, copies c where k.item_id = $1 returning id
       )
       insert into decisions select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(),
         'item_id', c.id, 'claim_id', c.id))).* from decisions d, copies c, held h
       where d.item_id = $1 and h.id = c.id`,
      [itemId],
    );
    await workspace.store.pool.query(`update items set state = 'DISMISSED' where state = 'QUEUED'`);
    expect(await exported()).toMatchObject({ count: 1, leftOut: { noText: 450 } });
  });
});
