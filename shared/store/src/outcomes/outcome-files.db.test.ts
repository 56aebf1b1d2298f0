import { OutcomeFileInput, type OutcomeMapping, type WordMeaning } from '@lapwing/contracts';
import { and, desc, eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { audit, items, outcomeLines, outcomes, receipts, referrals } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { sentToGoogle } from '../testing/sent-referrals.ts';
import { withoutAudit } from '../testing/without-audit.ts';
import { addPerson, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { assignTrayLine } from './assign-tray-line.ts';
import { dismissTrayLine } from './dismiss-tray-line.ts';
import { getOutcomeMapping } from './get-outcome-mapping.ts';
import { listTray } from './list-tray.ts';
import { previewOutcomeFile } from './preview-outcome-file.ts';
import { recordOutcome } from './record-outcome.ts';
import { recordOutcomeFile } from './record-outcome-file.ts';

let workspace: TestWorkspace;
let referrer: Actor;
let recipientId: string;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  referrer = await addPerson(workspace.store, ['referrer']);
  await ensureReadyMadeRecipients(workspace.store);
  recipientId = await recipientBySlug(workspace.store, 'google');
});
afterAll(() => workspace.close());

type Cells = Partial<OutcomeFileInput['lines'][number]>;
const mapping: OutcomeMapping = {
  columns: { reference: 'Your reference', outcome: 'Action' },
  words: [
    { word: 'taken down', meaning: 'REMOVED' },
    { word: 'pending', meaning: 'NOTHING' satisfies WordMeaning },
  ],
  dateOrder: 'DAY_FIRST',
  timeZone: 'Asia/Bangkok',
};
const file = (...lines: Cells[]) =>
  OutcomeFileInput.parse({
    recipientId,
    mapping,
    receivedAt: new Date().toISOString(),
    lines: lines.map((cells, index) => ({ line: index + 2, outcome: 'Taken down', ...cells })),
  });
const preview = (input: OutcomeFileInput) => previewOutcomeFile(workspace.store, input);
const record = async (input: OutcomeFileInput, plan?: string) =>
  recordOutcomeFile(workspace.store, referrer, { ...input, plan: plan ?? (await preview(input)).plan });
const fates = async (...lines: Cells[]) =>
  (await preview(file(...lines))).lines.map(({ fate, reason, referral }) =>
    fate === 'RECORD' ? referral?.referralId : (reason ?? fate),
  );
const addressOf = async (referralId: string) => {
  const [row] = await workspace.store.db
    .select({ url: items.canonicalUrl })
    .from(items)
    .innerJoin(referrals, eq(referrals.itemId, items.id))
    .where(eq(referrals.id, referralId));
  return row?.url ?? '';
};
const sent = (count: number, reference = '') => sentToGoogle(workspace.store, referrer, count, reference);
const kindsOf = async (referralId: string) =>
  (
    await workspace.store.db
      .select({ kind: outcomes.kind })
      .from(outcomes)
      .where(eq(outcomes.referralId, referralId))
      .orderBy(outcomes.id)
  ).map(({ kind }) => kind);
const stateOf = async (referralId: string) =>
  (await workspace.store.db.select().from(referrals).where(eq(referrals.id, referralId)))[0]?.state;
const tray = async () => (await listTray(workspace.store, { limit: 50 })).lines;

describe('a line of a file', () => {
  it('is matched by our id, by any spelling of the address, and by the number of a batch of one', async () => {
    const [one = ''] = await sent(1, 'CASE-77');
    const video = new URL(await addressOf(one)).searchParams.get('v');
    expect(
      await fates(
        { reference: `Ref: ${one.toUpperCase()}.`, note: 'a' },
        { url: `youtu.be/${video}?si=abc`, note: 'b' },
        { url: `https://m.youtube.com/watch?v=${video}&feature=share`, note: 'c' },
        { ticket: ' CASE-77 ', note: 'd' },
        { reference: one, url: await addressOf(one), ticket: 'A-NEW-NUMBER', note: 'e' },
      ),
      // The same outcome at the same time is one outcome, however it is quoted.
    ).toEqual([one, 'ALREADY', 'ALREADY', 'ALREADY', 'ALREADY']);
    for (const cells of [
      { url: `youtu.be/${video}?si=abc` },
      { url: `https://m.youtube.com/watch?v=${video}&feature=share` },
      { ticket: ' CASE-77 ' },
      { reference: one, url: await addressOf(one), ticket: 'A-NEW-NUMBER' },
    ])
      expect(await fates(cells)).toEqual([one]);
  });

  it('is never guessed: what is unknown, ambiguous or contradicts itself is for a person', async () => {
    const [one = '', two = '', three = ''] = await sent(3, 'BATCH-9');
    const [unsent = ''] = await readyForGoogle(workspace.store, 1);
    expect(
      await fates(
        { reference: 'ffffffff-0000-4000-8000-000000000000' },
        { reference: unsent },
        { url: 'https://www.youtube.com/watch?v=nobody00000' },
        { url: 'the video we spoke of' },
        { ticket: 'never heard of' },
        { reference: `${one}, ${two}; ${three}` },
        { url: `${await addressOf(one)} ${await addressOf(two)}` },
        { ticket: 'BATCH-9' },
        { reference: one, url: await addressOf(two) },
        { reference: one, url: 'https://www.youtube.com/watch?v=nobody00000' },
        { reference: 'your letter of Monday', url: await addressOf(one) },
      ),
    ).toEqual([
      'UNMATCHED',
      'UNMATCHED',
      'UNMATCHED',
      'UNMATCHED',
      'UNMATCHED',
      'SEVERAL',
      'SEVERAL',
      'SEVERAL',
      'CONTRADICTORY',
      'CONTRADICTORY',
      'CONTRADICTORY',
    ]);
    // Of a batch with a number the line needs one thing more.
    expect(await fates({ ticket: 'BATCH-9', reference: two })).toEqual([two]);
  });

  it.each(['-', 'n/a', 'ไม่มี'])('with %s instead of a number has none, and teaches none', async (ticket) => {
    const [one = ''] = await sent(1);
    const [two = ''] = await sent(1, ticket);
    await record(file({ reference: one, ticket }));
    expect(await workspace.store.db.$count(receipts, eq(receipts.referralId, one))).toBe(0);
    const other = { ticket, outcome: 'ACKNOWLEDGED' };
    expect(await fates(other, { ...other, reference: two })).toEqual(['UNMATCHED', two]);
    expect(await fates({ ...other, reference: one })).toEqual([one]);
  });

  it('of another recipient is not about this one', async () => {
    const [one = ''] = await sent(1);
    const meta = await recipientBySlug(workspace.store, 'meta');
    const plan = await preview({ ...file({ reference: one }), recipientId: meta });
    expect(plan.lines).toMatchObject([{ fate: 'TRAY', reason: 'UNMATCHED' }]);
  });
});

describe('a file of outcomes', () => {
  it('is recorded as it was previewed, on record, and once', async () => {
    const [one = '', two = ''] = await sent(2);
    const input = file(
      { reference: one, ticket: 'T-1', observedAt: '03/11/2026 10:00', note: ' By hand ' },
      { reference: two, outcome: 'acknowledged' },
      { reference: two, outcome: 'Pending' },
      { reference: 'about something else' },
    );
    const plan = await preview(input);
    expect(plan.lines.map(({ fate }) => fate)).toEqual(['RECORD', 'RECORD', 'NOTHING', 'TRAY']);
    expect(await kindsOf(one)).toEqual([]);
    expect(await record(input, plan.plan)).toEqual({ recorded: 2, waiting: 1, already: 0 });
    expect([await kindsOf(one), await stateOf(one)]).toEqual([['REMOVED'], 'CLOSED']);
    expect([await kindsOf(two), await stateOf(two)]).toEqual([['ACKNOWLEDGED'], 'SENT']);
    const [kept] = await workspace.store.db.select().from(outcomes).where(eq(outcomes.referralId, one));
    expect(kept).toMatchObject({
      source: 'RECIPIENT_REPLY',
      observedAt: new Date('2026-11-03T03:00:00Z'),
      note: 'By hand',
    });
    expect(
      await workspace.store.db.select().from(receipts).where(eq(receipts.referralId, one)),
    ).toMatchObject([{ ticket: 'T-1' }]);
    const [entry] = await workspace.store.db
      .select()
      .from(audit)
      .where(eq(audit.verb, 'OUTCOME_FILE_RECORDED'))
      .orderBy(desc(audit.sequence));
    expect(entry).toMatchObject({
      subjectId: recipientId,
      details: { lines: 4, recorded: 2, waiting: 1, already: 0 },
    });
    expect(
      await workspace.store.db.$count(
        audit,
        and(eq(audit.verb, 'OUTCOME_RECORDED'), inArray(audit.subjectId, [one, two])),
      ),
    ).toBe(2);

    // The same file again, and the same lines inside a longer one.
    const before = await workspace.store.db.$count(outcomeLines);
    expect(await record(input)).toEqual({ recorded: 0, waiting: 0, already: 3 });
    expect(await record(input, plan.plan)).toEqual({ recorded: 0, waiting: 0, already: 3 });
    expect(await workspace.store.db.$count(outcomeLines)).toBe(before);
    const [three = ''] = await sent(1);
    const longer = OutcomeFileInput.parse({
      ...input,
      lines: [
        { line: 2, reference: three, outcome: 'REMOVED' },
        ...input.lines.map((cells) => ({ ...cells, line: cells.line + 1 })),
      ],
    });
    expect(await record(longer)).toEqual({ recorded: 1, waiting: 0, already: 3 });
    expect(await kindsOf(one)).toEqual(['REMOVED']);
  });

  it('sent three times at once is recorded once', async () => {
    const [one = ''] = await sent(1);
    const input = file({ reference: one });
    const { plan } = await preview(input);
    const done = await Promise.all([record(input, plan), record(input, plan), record(input, plan)]);
    expect(done.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(1);
    expect(await kindsOf(one)).toEqual(['REMOVED']);
  });

  it('keeps the order in which things happened, not that of its lines', async () => {
    const [one = ''] = await sent(1);
    await record(
      file(
        { reference: one, observedAt: '2026-11-05T10:00Z' },
        { reference: one, outcome: 'ACKNOWLEDGED', observedAt: '2026-11-04T10:00Z' },
      ),
    );
    expect([await kindsOf(one), await stateOf(one)]).toEqual([['ACKNOWLEDGED', 'REMOVED'], 'CLOSED']);
  });

  it('that comes after a newer one leaves its referral closed', async () => {
    const [one = ''] = await sent(1);
    const newer = { reference: one, observedAt: '2026-11-05T10:00Z' };
    await record(file(newer));
    const older = { reference: one, outcome: 'ACKNOWLEDGED', observedAt: '2026-11-04T10:00Z' };
    expect(await record(file(newer, older))).toMatchObject({ recorded: 1, already: 1 });
    expect([await kindsOf(one), await stateOf(one)]).toEqual([['REMOVED', 'ACKNOWLEDGED'], 'CLOSED']);
  });

  it('repeats nothing that was entered by hand', async () => {
    const [one = ''] = await sent(1);
    const observedAt = '2026-11-05T10:00:00.000Z';
    const reply = { kind: 'REMOVED', source: 'RECIPIENT_REPLY', observedAt } as const;
    await recordOutcome(workspace.store, referrer, { referralId: one, ...reply });
    expect(await fates({ reference: one, observedAt })).toEqual(['ALREADY']);
  });

  it('with one wrong line changes nothing, and names the line and the column', async () => {
    const [one = ''] = await sent(1);
    const input = file({ reference: one }, { reference: one, outcome: 'sorted', observedAt: '31/02/2026' });
    const plan = await preview(input);
    expect(plan.lines[1]).toMatchObject({
      line: 3,
      fate: 'WRONG',
      problems: [
        { column: 'outcome', code: 'UNKNOWN_WORD' },
        { column: 'observedAt', code: 'NO_TIME' },
      ],
    });
    await expect(record(input, plan.plan)).rejects.toMatchObject({
      slug: 'invalid-request',
      errors: [
        { pointer: '/lines/1/outcome', code: 'unknown_word', detail: 'Line 3 cannot be read' },
        { pointer: '/lines/1/observedAt' },
      ],
    });
    expect(await kindsOf(one)).toEqual([]);
  });

  it('is refused when something else would be recorded by now than the preview showed', async () => {
    const [ready = ''] = await readyForGoogle(workspace.store, 1);
    const input = file({ url: await addressOf(ready), note: 'early' });
    const { plan, lines } = await preview(input);
    expect(lines).toMatchObject([{ fate: 'TRAY' }]);
    await workspace.store.db
      .update(referrals)
      .set({ state: 'SENT', sentAt: new Date() })
      .where(eq(referrals.id, ready));
    await expect(record(input, plan)).rejects.toMatchObject({ slug: 'stale' });
    expect(await kindsOf(ready)).toEqual([]);
    expect(await record(input)).toMatchObject({ recorded: 1 });
  });

  it('changes nothing when it cannot be put on record', async () => {
    const [one = ''] = await sent(1);
    const input = file({ reference: one }, { reference: 'lost', note: 'unrecorded' });
    const { plan } = await preview(input);
    const lines = await workspace.store.db.$count(outcomeLines);
    await withoutAudit(workspace.database, () => expect(record(input, plan)).rejects.toThrow());
    expect(await kindsOf(one)).toEqual([]);
    expect(await workspace.store.db.$count(outcomeLines)).toBe(lines);
  });

  it('leaves how it was read for the next one', async () => {
    const meta = await recipientBySlug(workspace.store, 'meta');
    expect(await getOutcomeMapping(workspace.store, meta)).toEqual({ mapping: null });
    await record({ ...file({ reference: 'anything' }), recipientId: meta });
    expect(await getOutcomeMapping(workspace.store, meta)).toEqual({ mapping });
    const other = { ...mapping, timeZone: 'UTC' };
    await record({ ...file({ reference: 'anything else' }), recipientId: meta, mapping: other });
    expect(await getOutcomeMapping(workspace.store, meta)).toEqual({ mapping: other });
  });
});

describe('the tray', () => {
  it('shows what a line quotes, and a person says which referral it is about', async () => {
    const [one = '', two = ''] = await sent(2);
    await record(file({ reference: `${one} ${two}`, ticket: 'T-2', note: 'Both?' }));
    const line = (await tray()).find(({ ticket }) => ticket === 'T-2');
    expect(line).toMatchObject({ reason: 'SEVERAL', kind: 'REMOVED', note: 'Both?', line: 2 });
    expect(line?.candidates.map(({ referralId }) => referralId).sort()).toEqual([one, two].sort());
    const lineId = line?.lineId ?? '';
    await assignTrayLine(workspace.store, referrer, { lineId, referralIds: [two] });
    expect([await kindsOf(one), await kindsOf(two), await stateOf(two)]).toEqual([[], ['REMOVED'], 'CLOSED']);
    expect((await tray()).map((left) => left.lineId)).not.toContain(lineId);
    // The number is known from now on.
    expect(await fates({ ticket: 'T-2', outcome: 'ACCOUNT_DISABLED' })).toEqual([two]);
    const [entry] = await workspace.store.db.select().from(audit).where(eq(audit.subjectId, lineId));
    expect(entry).toMatchObject({
      verb: 'OUTCOME_LINE_ASSIGNED',
      details: { referralIds: [two], recipientId },
    });
    await expect(
      assignTrayLine(workspace.store, referrer, { lineId, referralIds: [one] }),
    ).rejects.toMatchObject({ slug: 'stale' });
  });

  it('adds no second outcome to a referral that has this very one', async () => {
    const [one = '', two = ''] = await sent(2);
    const observedAt = '2026-11-05T10:00:00.000Z';
    await record(file({ reference: `${one} ${two}`, ticket: 'T-3', observedAt }));
    const lineId = (await tray()).find(({ ticket }) => ticket === 'T-3')?.lineId ?? '';
    const reply = { kind: 'REMOVED', source: 'RECIPIENT_REPLY', observedAt } as const;
    await recordOutcome(workspace.store, referrer, { referralId: one, ...reply });
    const given = await assignTrayLine(workspace.store, referrer, { lineId, referralIds: [one] });
    expect(given).toEqual({ recorded: 0, already: 1 });
    expect(await kindsOf(one)).toEqual(['REMOVED']);
    expect((await tray()).map((left) => left.lineId)).not.toContain(lineId);
  });

  it('lets go of a line with a reason, and the same line does not come back', async () => {
    const input = file({ ticket: 'somebody else’s' });
    await record(input);
    const lineId = (await tray()).at(-1)?.lineId ?? '';
    await dismissTrayLine(workspace.store, referrer, { lineId, reason: 'Of another organisation' });
    const [kept] = await workspace.store.db.select().from(outcomeLines).where(eq(outcomeLines.id, lineId));
    expect(kept).toMatchObject({ state: 'DISMISSED', dismissedReason: 'Of another organisation' });
    expect(await record(input)).toEqual({ recorded: 0, waiting: 0, already: 1 });
    expect((await tray()).map((left) => left.lineId)).not.toContain(lineId);
  });

  it('gives a line to nothing that was not sent to its recipient', async () => {
    await record(file({ ticket: 'stays' }));
    const lineId = (await tray()).at(-1)?.lineId ?? '';
    const [ready = ''] = await readyForGoogle(workspace.store, 1);
    for (const referralId of [ready, lineId])
      await expect(
        assignTrayLine(workspace.store, referrer, { lineId, referralIds: [referralId] }),
      ).rejects.toMatchObject({ errors: [{ pointer: '/referralIds/0', code: 'not_sent' }] });
    const said = { lineId, referralIds: [ready], kind: 'NO_VIOLATION' as const };
    await expect(assignTrayLine(workspace.store, referrer, said)).rejects.toMatchObject({
      errors: [{ pointer: '/kind', code: 'not_asked' }],
    });
    expect((await tray()).at(-1)?.lineId).toBe(lineId);
  });

  it('comes in pages, each line once', async () => {
    await record(file(...[1, 2, 3].map((number) => ({ ticket: `page ${number}` }))));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listTray(workspace.store, { limit: 2, cursor });
      seen.push(...page.lines.map(({ lineId }) => lineId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual((await tray()).map(({ lineId }) => lineId));
    expect(seen.length).toBeGreaterThan(2);
  });
});
