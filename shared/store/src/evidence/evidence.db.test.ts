import { randomInt } from 'node:crypto';
import { CorrectionInput, type EvidenceInput, type EvidenceView, type FlagInput } from '@lapwing/contracts';
import { desc, eq, inArray } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCorrection } from '../corrections/write-correction.ts';
import { acceptFlag } from '../flags/accept-flag.ts';
import { recordLawEnforcement } from '../items/record-law-enforcement.ts';
import { recordOutcome } from '../outcomes/record-outcome.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { withdrawReferral } from '../referrals/withdraw-referral.ts';
import { audit, flags, people, receipts, referrals } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { confirmItem } from '../testing/confirmed-item.ts';
import { lookAndApprove } from '../testing/look-and-approve.ts';
import { addPoliceUnit } from '../testing/police-unit.ts';
import { readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { sendToGoogle } from '../testing/sent-referrals.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { approveEvidence } from './approve-evidence.ts';
import { declineEvidence } from './decline-evidence.ts';
import { getEvidence } from './get-evidence.ts';
import { itemsOfAccount } from './items-of-account.ts';
import { listEvidence } from './list-evidence.ts';
import { previewEvidence } from './preview-evidence.ts';
import { readEvidenceArchive } from './read-evidence-archive.ts';
import { requestEvidence } from './request-evidence.ts';

let workspace: TestWorkspace;
let owner: pg.Pool;
let referrer: Actor;
let lead: Actor;
let recipientId: string;
let itemId: string;
let flagger: Actor;

const ground = {
  agency: 'Child protection police',
  authority: 'Provincial court',
  reference: 'CP 17/2569',
  legalBasis: 'Order to produce of 30 January 2026',
};

beforeAll(async () => {
  workspace = await openTestWorkspace();
  owner = new pg.Pool({ connectionString: workspace.database.ownerUrl, max: 1 });
  const { store } = workspace;
  await ensureReadyMadeRecipients(store);
  referrer = await addPerson(store, ['referrer'], 'Ratree Thongchai');
  lead = await addPerson(store, ['lead'], 'Lamai Suksan');
  recipientId = await addPoliceUnit(store, await addPerson(store, ['admin']));
  ({ itemId, flagger } = await confirmItem(store, {
    authorHandle: 'lapwing.example',
    note: 'Between us: she told me',
    hashes: [{ algorithm: 'MD5', value: 'd41d8cd98f00b204e9800998ecf8427e', source: 'hotline list' }],
  }));
  await recordLawEnforcement(store, lead, itemId, {
    kind: 'NOTICE',
    agency: 'Child protection police',
    reference: 'The sergeant knows',
    notifiedAt: new Date().toISOString(),
  });
});
afterAll(async () => {
  await owner.end();
  await workspace.close();
});

const ask = (changed: Partial<EvidenceInput> = {}, who = referrer): Promise<EvidenceView> =>
  requestEvidence(
    workspace.store,
    who,
    { recipientId, itemIds: [itemId], ground, ...changed },
    { idempotencyKey: freshKey() },
  );
const look = (packageId: string) => getEvidence(workspace.store, referrer, packageId, { canApprove: false });
const lastAudit = async () => {
  const [row] = await workspace.store.db.select().from(audit).orderBy(desc(audit.sequence)).limit(1);
  return row;
};

describe('requestEvidence', () => {
  it('waits for a second person, and is on record', async () => {
    const made = await ask();
    expect(made).toMatchObject({ state: 'REQUESTED', ground, itemIds: [itemId], archive: null });
    expect(await lastAudit()).toMatchObject({
      verb: 'EVIDENCE_REQUESTED',
      subjectId: made.packageId,
      details: { recipientId, itemIds: [itemId], agency: ground.agency, reference: ground.reference },
    });
    expect((await listEvidence(workspace.store, { limit: 10 })).packages).toContainEqual(made);
  });

  it('gives the same package for the same key, and refuses the key for another request', async () => {
    const options = { idempotencyKey: freshKey() };
    const input = { recipientId, itemIds: [itemId], ground };
    const once = await requestEvidence(workspace.store, referrer, input, options);
    expect(await requestEvidence(workspace.store, referrer, input, options)).toEqual(once);
    const other = { ...input, ground: { ...ground, reference: 'CP 18/2569' } };
    await expect(requestEvidence(workspace.store, referrer, other, options)).rejects.toMatchObject({
      slug: 'idempotency-key-reused',
    });
  });

  it('refuses, at the field, what is no police unit, what was not confirmed, and who works here', async () => {
    const { store } = workspace;
    const { itemId: unreviewed } = await acceptFlag(store, await addPerson(store, ['analyst']), invent(), {
      idempotencyKey: freshKey(),
    });
    const refusals: [Partial<EvidenceInput>, string][] = [
      [{ recipientId: await recipientBySlug(store, 'meta') }, '/recipientId'],
      [{ itemIds: [itemId, unreviewed] }, '/itemIds/1'],
      [{ ground: { ...ground, authority: 'For the attention of Lamai Suksan' } }, '/ground/authority'],
    ];
    for (const [changed, pointer] of refusals)
      await expect(ask(changed)).rejects.toMatchObject({
        slug: 'invalid-request',
        errors: [{ pointer }],
      });
  });
});

describe('what a package says', () => {
  it('has the agreed facts and every event, and no note, sealed text or name', async () => {
    const preview = await previewEvidence(workspace.store, referrer, { recipientId, itemIds: [itemId] });
    const [item] = preview.items;
    expect(item?.facts).toMatchObject({
      accountHandle: 'lapwing.example',
      hashes: [{ algorithm: 'MD5', source: 'hotline list' }],
      explanation: 'The account asks for the age of children and for secrecy.',
    });
    expect(item?.events.map(({ kind }) => kind)).toEqual([
      'FLAGGED',
      'DECIDED',
      'REFERRED',
      'REFERRED',
      'POLICE_TOLD',
    ]);
    const text = JSON.stringify(preview);
    for (const secret of [
      'Between us',
      'How old are you',
      'The sergeant knows',
      'with a name',
      flagger.personId,
    ])
      expect(text).not.toContain(secret);
    expect(await lastAudit()).toMatchObject({
      verb: 'DISCLOSED_EVIDENCE_PREVIEW',
      details: { itemIds: [itemId], fields: preview.fields },
    });
  });

  it('has no optional field that was not agreed with the unit, and then no pseudonym', async () => {
    const { store } = workspace;
    const admin = await addPerson(store, ['admin']);
    const bare = await addPoliceUnit(store, admin, { fields: ['referral_id'] }, 'police-bare');
    const preview = await previewEvidence(store, referrer, { recipientId: bare, itemIds: [itemId] });
    expect(preview.items[0]?.facts).toMatchObject({ accountHandle: null, hashes: [], legalBasis: [] });
    expect(JSON.stringify(preview.items)).not.toMatch(/plover-/);
    expect(preview.items[0]?.events[0]?.by).toBe('person-1');
  });

  it('knows where the account may be a child’s', async () => {
    const own = await confirmItem(workspace.store, { category: 'SELF_GENERATED' });
    const { items } = await previewEvidence(workspace.store, referrer, {
      recipientId,
      itemIds: [own.itemId, itemId],
    });
    expect(items.map(({ accountMayBeOfAChild }) => accountMayBeOfAChild)).toEqual([true, false]);
  });
});

describe('who works here', () => {
  it('is not named by an agency that was told, and stands in no open row', async () => {
    const { store } = workspace;
    const { itemId: about } = await confirmItem(store, {
      urgency: 'IMMINENT',
      imminentDanger: {
        basis: ['TRAVEL'],
        lawEnforcement: {
          agency: 'Unit 7, through Lamai Suksan',
          reference: '7',
          notifiedAt: new Date().toISOString(),
        },
      },
    });
    const choice = { recipientId, itemIds: [about] };
    const { items } = await previewEvidence(store, referrer, choice);
    expect(items[0]?.events).toContainEqual(expect.objectContaining({ kind: 'POLICE_TOLD', agency: '' }));
    expect(JSON.stringify(items)).not.toContain('Lamai');
    expect(items[0]?.facts.imminentBases).toEqual(['TRAVEL']);
  });

  it('is refused, at the item, where other words name her', async () => {
    const { store } = workspace;
    const source = 'list of Lamai Suksan';
    const hashes = [{ algorithm: 'MD5' as const, value: 'd41d8cd98f00b204e9800998ecf8427e', source }];
    const { itemId: about } = await confirmItem(store, { hashes });
    const choice = { recipientId, itemIds: [itemId, about] };
    const refusal = { errors: [{ pointer: '/itemIds/1', code: 'item_names_a_colleague' }] };
    await expect(previewEvidence(store, referrer, choice)).rejects.toMatchObject(refusal);
    const { packageId } = await ask(choice);
    await expect(lookAndApprove(store, lead, packageId)).rejects.toMatchObject(refusal);
  });

  it('and the number that another recipient gave stays here', async () => {
    const { store } = workspace;
    const ids = await readyForGoogle(store, 1);
    const made = await store.db.select().from(referrals).where(inArray(referrals.id, ids));
    const google = await recipientBySlug(store, 'google');
    const [first] = made.filter((one) => one.recipientId === google);
    if (!first) throw new Error('Nothing is ready for Google');
    await sendToGoogle(store, referrer, [first.id]);
    const outcome = { referralId: first.id, kind: 'ACKNOWLEDGED', source: 'RECIPIENT_REPLY' } as const;
    const observedAt = new Date().toISOString();
    await recordOutcome(store, referrer, { ...outcome, observedAt });
    await store.db
      .insert(receipts)
      .values({ referralId: first.id, ticket: 'G-1', receivedAt: new Date(), recordedBy: referrer.personId });
    const { items } = await previewEvidence(store, referrer, { recipientId, itemIds: [first.itemId] });
    expect(items[0]?.events).toContainEqual(expect.objectContaining({ kind: 'RECEIVED', ticket: null }));
  });
});

describe('getEvidence', () => {
  it('puts on record who looked', async () => {
    const { packageId } = await ask();
    const { preview } = await look(packageId);
    expect(await lastAudit()).toMatchObject({
      verb: 'DISCLOSED_EVIDENCE_PREVIEW',
      actorId: referrer.personId,
      subjectId: packageId,
      details: { recipientId, itemIds: [itemId], fields: preview.fields },
    });
  });

  it('is refused to whom the unit’s settings do not let send, but for who decides', async () => {
    const { store } = workspace;
    const other = await addPerson(store, ['referrer']);
    const [sender] = await store.db.select().from(people).where(eq(people.id, referrer.personId));
    const senders = { roles: [], people: [sender?.pseudonym ?? ''] };
    const narrow = await addPoliceUnit(
      store,
      await addPerson(store, ['admin']),
      { senders },
      'police-narrow',
    );
    const { packageId } = await ask({ recipientId: narrow });
    const as = (actor: Actor, canApprove: boolean) => getEvidence(store, actor, packageId, { canApprove });
    await expect(as(other, false)).rejects.toMatchObject({ slug: 'forbidden' });
    await lookAndApprove(store, lead, packageId);
    await expect(as(lead, true)).resolves.toMatchObject({ state: 'BUILDING' });
    await expect(as(await addPerson(store, ['lead']), true)).rejects.toMatchObject({ slug: 'forbidden' });
  });
});

describe('what was corrected', () => {
  const corrected = async (input: Partial<CorrectionInput>) => {
    const { store } = workspace;
    // The police unit is among those to whom it is made ready.
    const ids = await readyForGoogle(store, 1);
    const made = await store.db.select().from(referrals).where(inArray(referrals.id, ids));
    const google = await recipientBySlug(store, 'google');
    const referral = made.find((one) => one.recipientId === google);
    if (!referral) throw new Error('Nothing is ready for Google');
    const { id: referralId, itemId: about } = referral;
    await sendToGoogle(store, referrer, [referralId]);
    const choice = { recipientId, itemIds: [itemId, about] };
    const { packageId } = await ask(choice);
    const parsed = CorrectionInput.parse({ relation: 'CORRECTION', reason: 'We looked again', ...input });
    const written = await writeCorrection(store, referrer, { referralId, ...parsed });
    return { choice, packageId, referralId, correctionId: written.referralId };
  };

  it('is what a package says, with the warning of children; and is no second referral', async () => {
    const { choice, referralId, correctionId } = await corrected({ category: 'SELF_GENERATED', severity: 1 });
    const { items } = await previewEvidence(workspace.store, referrer, choice);
    expect(items.map(({ accountMayBeOfAChild }) => accountMayBeOfAChild)).toEqual([false, true]);
    expect(items[1]?.facts).toMatchObject({ categoryCode: 'SELF_GENERATED', severity: 1 });
    const events = items[1]?.events ?? [];
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: 'CORRECTED',
        referralId,
        correctionId,
        relation: 'CORRECTION',
        category: 'SELF_GENERATED',
        severity: 1,
      }),
    );
    expect(
      events.filter((event) => event.kind === 'REFERRED').map((event) => event.referralId),
    ).not.toContain(correctionId);
  });

  it('stays a child’s when a later correction says otherwise', async () => {
    const { choice, referralId, correctionId } = await corrected({ category: 'SELF_GENERATED' });
    const { store } = workspace;
    await sendToGoogle(store, referrer, [correctionId]);
    const parsed = CorrectionInput.parse({ relation: 'CORRECTION', reason: 'Again', category: 'GROOMING' });
    await writeCorrection(store, referrer, { referralId, ...parsed });
    const { items } = await previewEvidence(store, referrer, choice);
    expect(items[1]).toMatchObject({ accountMayBeOfAChild: true, facts: { categoryCode: 'GROOMING' } });
  });

  it('refuses, at its place, what was taken back', async () => {
    const { choice, packageId, correctionId } = await corrected({ relation: 'RETRACTION' });
    const { store } = workspace;
    const refusal = {
      slug: 'invalid-request',
      errors: [{ pointer: '/itemIds/1', code: 'retracted' }],
    };
    await expect(previewEvidence(store, referrer, choice)).rejects.toMatchObject(refusal);
    await expect(ask(choice)).rejects.toMatchObject(refusal);
    await expect(lookAndApprove(store, lead, packageId)).rejects.toMatchObject(refusal);
    await withdrawReferral(store, referrer, { referralId: correctionId, reason: 'It was right' });
    await expect(lookAndApprove(store, lead, packageId)).resolves.toMatchObject({ state: 'BUILDING' });
  });
});

describe('approveEvidence', () => {
  it('fixes what is said, and is on record with fields and TLP', async () => {
    const { packageId } = await ask();
    expect(await lookAndApprove(workspace.store, lead, packageId)).toMatchObject({ state: 'BUILDING' });
    expect(await lastAudit()).toMatchObject({
      verb: 'EVIDENCE_APPROVED',
      subjectId: packageId,
      details: { itemIds: [itemId], tlp: 'AMBER+STRICT', fields: expect.arrayContaining(['hashes']) },
    });
    const before = await look(packageId);
    await recordLawEnforcement(workspace.store, lead, itemId, {
      kind: 'NOTICE',
      agency: 'Another unit',
      reference: '1',
      notifiedAt: new Date().toISOString(),
    });
    expect((await look(packageId)).preview).toEqual(before.preview);
    await expect(lookAndApprove(workspace.store, lead, packageId)).rejects.toMatchObject({
      state: 'BUILDING',
    });
  });

  it('refuses what the lead did not see', async () => {
    const { store } = workspace;
    const { itemId: about } = await confirmItem(store);
    const { packageId } = await ask({ itemIds: [about] });
    const { digest } = await getEvidence(store, lead, packageId, { canApprove: true });
    await recordLawEnforcement(store, lead, about, {
      kind: 'NOTICE',
      agency: 'Another unit',
      reference: '1',
      notifiedAt: new Date().toISOString(),
    });
    await expect(approveEvidence(store, lead, { packageId, digest: digest ?? '' })).rejects.toMatchObject({
      slug: 'stale',
    });
    const seen = await getEvidence(store, lead, packageId, { canApprove: true });
    expect(seen).toMatchObject({ state: 'REQUESTED', digest: expect.not.stringMatching(digest ?? '') });
    await approveEvidence(store, lead, { packageId, digest: seen.digest ?? '' });
    expect(await look(packageId)).toMatchObject({ state: 'BUILDING', digest: null });
  });

  it('refuses who asked, and who flagged anything in it', async () => {
    const byLead = await ask({}, lead);
    await expect(lookAndApprove(workspace.store, lead, byLead.packageId)).rejects.toMatchObject({
      slug: 'two-people',
    });
    await expect(lookAndApprove(workspace.store, flagger, byLead.packageId)).rejects.toMatchObject({
      slug: 'two-people',
    });
    expect(await look(byLead.packageId)).toMatchObject({ state: 'REQUESTED' });
  });

  it('is refused past the verbs too', async () => {
    const { packageId } = await ask();
    const set = (decidedBy: string) =>
      workspace.store.pool.query(
        `update evidence_packages set state = 'BUILDING', decided_by = $2, decided_at = now(),
           content = '{"items": [], "subjects": []}' where id = $1`,
        [packageId, decidedBy],
      );
    for (const person of [referrer, flagger])
      await expect(set(person.personId)).rejects.toMatchObject({ code: 'LW005' });
    await lookAndApprove(workspace.store, lead, packageId);
    await expect(
      workspace.store.pool.query(`update evidence_packages set content = '{}' where id = $1`, [packageId]),
    ).rejects.toMatchObject({ code: 'LW003' });
    const { rows } = await owner.query('select id, state from evidence_packages where state <> $1', [
      'BUILT',
    ]);
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['REQUESTED', 'BUILDING']));
    for (const [column, value] of Object.entries({
      ground: '{}',
      requested_at: '2026-01-01',
      idempotency_key: 'another',
      body_hash: 'another',
    }))
      for (const { id } of rows)
        await expect(
          workspace.store.pool.query(`update evidence_packages set ${column} = $2 where id = $1`, [
            id,
            value,
          ]),
          column,
        ).rejects.toMatchObject({ code: 'LW003' });
    for (const change of [
      `configuration = '{}'`,
      `decided_at = now() + interval '1 day'`,
      `declined_reason = 'no'`,
      `state = 'BUILT'`,
    ])
      await expect(
        workspace.store.pool.query(`update evidence_packages set ${change} where id = $1`, [packageId]),
        change,
      ).rejects.toMatchObject({ code: 'LW003' });
    const { itemId: late } = await confirmItem(workspace.store);
    await expect(
      workspace.store.pool.query(`insert into evidence_items values ($1, $2, 1)`, [packageId, late]),
    ).rejects.toMatchObject({ code: 'LW003' });
    const { packageId: waiting } = await ask();
    await expect(
      workspace.store.pool.query(`insert into evidence_archives values ($1, '', 0, '', '[]')`, [waiting]),
    ).rejects.toMatchObject({ code: 'LW003' });
    await expect(owner.query('delete from evidence_items')).rejects.toThrow(/append-only/);
    await expect(owner.query('delete from evidence_packages')).rejects.toThrow(/append-only/);
  });
});

describe('declineEvidence', () => {
  it('lets nothing leave, and stays', async () => {
    const { packageId } = await ask();
    const declined = await declineEvidence(workspace.store, lead, { packageId, reason: 'No order yet' });
    expect(declined).toMatchObject({ state: 'DECLINED', declinedReason: 'No order yet' });
    expect(await lastAudit()).toMatchObject({
      verb: 'EVIDENCE_DECLINED',
      details: { reason: 'No order yet' },
    });
    await expect(lookAndApprove(workspace.store, lead, packageId)).rejects.toMatchObject({
      state: 'DECLINED',
    });
    await expect(readEvidenceArchive(workspace.store, referrer, packageId)).rejects.toMatchObject({
      slug: 'conflict',
    });
  });
});

describe('itemsOfAccount', () => {
  const flagOf = (authorHandle: string, rest: Partial<FlagInput> = {}) =>
    confirmItem(workspace.store, { authorHandle, ...rest });

  it('lists what was confirmed of the same account on the same platform, the item itself first', async () => {
    const one = await flagOf('Plover.Example');
    const other = await flagOf('plover.example');
    await flagOf('someone.else');
    const elsewhere = `https://www.youtube.com/watch?v=${String(randomInt(1e10)).padStart(11, 'p')}`;
    await flagOf('plover.example', { url: elsewhere });
    await acceptFlag(workspace.store, flagger, invent({ authorHandle: 'plover.example' }), {
      idempotencyKey: freshKey(),
    });
    const { items, accountKnown } = await itemsOfAccount(workspace.store, one.itemId);
    expect(accountKnown).toBe(true);
    expect(items.map((item) => item.itemId)).toEqual([one.itemId, other.itemId]);
  });

  it('lists the item alone where nobody named an account', async () => {
    const { itemId: lonely } = await confirmItem(workspace.store);
    expect(await itemsOfAccount(workspace.store, lonely)).toMatchObject({
      accountKnown: false,
      items: [{ itemId: lonely }],
    });
    const [flag] = await workspace.store.db.select().from(flags).where(eq(flags.itemId, lonely));
    expect(flag?.authorHandle).toBeNull();
  });
});
