import { generateKeyPairSync } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { exportFormats, type RecipientConfiguration } from '@lapwing/contracts';
import { buildBatch } from '@lapwing/exporter/build-batch';
import { headOf } from '@lapwing/exporter/envelope';
import { buildEvidence } from '@lapwing/exporter/evidence/build-evidence';
import { composeLetter } from '@lapwing/exporter/letter/compose-letter';
import { composeMail } from '@lapwing/exporter/mail/compose-mail';
import { filesOfArchive } from '@lapwing/exporter/testing/files-of-archive';
import { readFile } from '@lapwing/exporter/testing/read-file';
import { webhookBody } from '@lapwing/exporter/transports/webhook';
import { sealAudit } from '@lapwing/store/audit/seal-audit';
import { createBatches } from '@lapwing/store/batches/create-batches';
import { getBatch } from '@lapwing/store/batches/get-batch';
import { loadBatchForBuilding } from '@lapwing/store/batches/load-batch-for-building';
import { previewBatch } from '@lapwing/store/batches/preview-batch';
import { readBatchFile } from '@lapwing/store/batches/read-batch-file';
import { readBatchReferrals } from '@lapwing/store/batches/read-batch-referrals';
import { beginAttempt } from '@lapwing/store/deliveries/begin-attempt';
import { requestDelivery } from '@lapwing/store/deliveries/request-delivery';
import { readEvidenceArchive } from '@lapwing/store/evidence/read-evidence-archive';
import { requestEvidence } from '@lapwing/store/evidence/request-evidence';
import { recordLawEnforcement } from '@lapwing/store/items/record-law-enforcement';
import { silentLogger } from '@lapwing/store/logging';
import { reportText } from '@lapwing/store/platform-report/report-text';
import { changeRecipient } from '@lapwing/store/recipients/change-recipient';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { listRecipients } from '@lapwing/store/recipients/list-recipients';
import { composeReferrals } from '@lapwing/store/referrals/compose-referrals';
import type { Actor } from '@lapwing/store/store';
import { confirmItem } from '@lapwing/store/testing/confirmed-item';
import { deliverByWebhook, WEBHOOK_URL } from '@lapwing/store/testing/deliver-by-webhook';
import { lookAndApprove } from '@lapwing/store/testing/look-and-approve';
import { addPoliceUnit } from '@lapwing/store/testing/police-unit';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '@lapwing/store/testing/workspace';
import { translateExplanation } from '@lapwing/store/translations/translate-explanation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../stack/until.ts';

const organisation = {
  name: 'Plover Foundation',
  contact: 'desk@plover.example',
  domain: 'plover.example',
  ncmecUser: 'plover',
};

let workspace: TestWorkspace;
let referrer: Actor;
let identities: { id: string; name: string; email: string; pseudonym: string }[];
/** Everything that leaves for each recipient, as text. */
const leaving = new Map<string, Map<string, string>>();
/** Pseudonym of who flagged, by recipient. */
const flaggers = new Map<string, string>();

const notify = (person: Actor, itemId: string) =>
  recordLawEnforcement(workspace.store, person, itemId, {
    kind: 'NOTICE',
    agency: 'Child protection police, Ratree Thongchai told Pol. Col. Anan Example, 081-234-5678',
    reference: 'The sergeant knows',
    notifiedAt: new Date().toISOString(),
  });

/** The recipient, from now on with a file of every format. */
const recipientInEveryFormat = async (slug: string): Promise<string> => {
  const { store } = workspace;
  const recipient = (await listRecipients(store)).find((one) => one.slug === slug);
  if (!recipient) throw new Error('There is no such recipient');
  const { recipientId, version, name, active, configuration } = recipient;
  const input = { slug, name, active, configuration: { ...configuration, formats: [...exportFormats] } };
  await changeRecipient(store, referrer, { recipientId, version, input });
  return recipientId;
};

/** What a webhook and an e-mail say beside the files, and a report in their stead, as they would be delivered. */
const messagesTo = async (slug: string, batchId: string): Promise<[string, string][]> => {
  const { store } = workspace;
  const recipient = (await listRecipients(store)).find((one) => one.slug === slug);
  await deliverByWebhook(store, recipient?.recipientId ?? '');
  await requestDelivery(store, referrer, { batchId, destination: WEBHOOK_URL });
  const attempt = await beginAttempt(store, batchId, organisation.name);
  if (!attempt) throw new Error('There is no attempt to make');
  const delivery = {
    ...attempt,
    organisation: organisation.name,
    files: [],
    keepOpenReport: () => Promise.resolve(),
    giveUpOpenReport: () => Promise.resolve(),
  };
  return [
    ['the webhook', webhookBody(delivery)],
    ['the report', delivery.referrals.map((one) => reportText('COOP', one, delivery)).join('\n')],
    ['the e-mail', JSON.stringify(composeMail(delivery, organisation.contact))],
  ];
};

beforeAll(async () => {
  workspace = await openTestWorkspace();
  const { store } = workspace;
  await ensureReadyMadeRecipients(store);
  referrer = await addPerson(store, ['referrer'], 'Ratree Thongchai');
  for (const [slug, url] of [
    ['meta', 'https://www.facebook.com/lapwing.example/posts/8000000001'],
    ['google', 'https://www.youtube.com/watch?v=lapwing0008'],
  ] as const) {
    const { itemId, flagger, made } = await confirmItem(store, {
      url,
      severity: 3,
      urgency: 'IMMINENT',
      imminentDanger: { basis: ['TRAVEL'] },
      note: 'Between us: Somsri saw it first',
    });
    const translator = await addPerson(store, ['reviewer'], 'Tida Translates');
    await translateExplanation(store, translator, {
      decisionId: made.decisionId,
      language: 'en',
      text: 'Translated words.',
      seen: { translationId: null, correctionId: null },
      confirmedPersonalData: [],
    });
    await notify(referrer, itemId);
    const referralIds = made.referrals.map(({ referralId }) => referralId);
    const recipientId = await recipientInEveryFormat(slug);
    const input = { recipientId, referralIds };
    const texts = new Map<string, string>();
    texts.set('the referral', JSON.stringify(await composeReferrals(store.db, referralIds)));
    texts.set('the preview', JSON.stringify(await previewBatch(store, referrer, input)));
    const [batch] = await createBatches(store, referrer, input, { idempotencyKey: freshKey() });
    const batchId = batch?.batchId ?? '';
    const toBuild = await loadBatchForBuilding(store, batchId);
    if (!toBuild) throw new Error('There is nothing to build');
    texts.set(
      'the letter',
      JSON.stringify(
        composeLetter({
          ...headOf(toBuild, organisation),
          referrals: await readBatchReferrals(store, batchId),
        }),
      ),
    );
    const signingKey = generateKeyPairSync('ed25519').privateKey;
    const context = { store, organisation, signingKey, log: silentLogger() };
    expect(await buildBatch(context, batchId)).toBe('BUILT');
    for (const { name, mediaType } of (await getBatch(store, batchId)).files) {
      const { bytes } = await readBatchFile(store, referrer, { batchId, name });
      const whole = await buffer(Readable.from(bytes));
      // As it lies there, and as a program of its kind reads it: what is compressed hides nobody.
      const read = await readFile(mediaType, whole);
      texts.set(
        name,
        [whole.toString('latin1'), whole.toString('utf8'), read.source, ...read.texts].join('\n'),
      );
    }
    for (const [what, said] of await messagesTo(slug, batchId)) texts.set(what, said);
    expect(texts.size).toBeGreaterThanOrEqual(exportFormats.length + 7);
    leaving.set(slug, texts);
    const pseudonym = await store.pool.query('select pseudonym from people where id = $1', [
      flagger.personId,
    ]);
    flaggers.set(slug, pseudonym.rows[0].pseudonym);
  }
  const items = await store.pool.query('select id from items');
  const itemIds = items.rows.map(({ id }) => String(id));
  leaving.set('police', await packageFor('police', itemIds));
  leaving.set(
    'police without pseudonyms',
    await packageFor('police-bare', itemIds, { fields: ['referral_id'] }),
  );
  identities = (await store.pool.query('select id, name, email, pseudonym from people')).rows;
});
afterAll(() => workspace.close());

/** A package of evidence for a police unit, file by file. */
const packageFor = async (
  slug: string,
  itemIds: string[],
  settings: Partial<RecipientConfiguration> = {},
): Promise<Map<string, string>> => {
  const { store } = workspace;
  const recipientId = await addPoliceUnit(
    store,
    await addPerson(store, ['admin'], 'Anong Rattana'),
    settings,
    slug,
  );
  const ground = { agency: 'Police', authority: 'Court', reference: 'CP 1', legalBasis: 'Order' };
  const options = { idempotencyKey: freshKey() };
  const { packageId } = await requestEvidence(store, referrer, { recipientId, itemIds, ground }, options);
  await lookAndApprove(store, await addPerson(store, ['lead'], 'Lamai Suksan'), packageId);
  const signingKey = generateKeyPairSync('ed25519').privateKey;
  const context = { store, organisation, signingKey, log: silentLogger() };
  // Transactions of other test files may hold the sealer back for a moment.
  await until('the package is built', async () => {
    await sealAudit(store, { signingKey, origin: 'plover.example/lapwing/audit' });
    return (await buildEvidence(context, packageId)) === 'BUILT';
  });
  const archive = await buffer((await readEvidenceArchive(store, referrer, packageId)).bytes);
  const texts = new Map([['the archive', archive.toString('latin1')]]);
  for (const [name, bytes] of await filesOfArchive(archive)) {
    const read = name.endsWith('.pdf') ? (await readFile('application/pdf', bytes)).texts.join() : '';
    texts.set(name, [bytes.toString('utf8'), read].join('\n'));
  }
  return texts;
};

const textsOf = (slug: string) => [...(leaving.get(slug) ?? [])];

describe.each(['meta', 'google'])('what leaves for %s', (slug) => {
  it('names the organisation', () => {
    expect(leaving.get(slug)?.get('the letter')).toContain(organisation.name);
    expect(textsOf(slug).map(([what]) => what)).toEqual(
      expect.arrayContaining(['the referral', 'the preview', 'the letter', 'manifest.json']),
    );
    expect(textsOf(slug).length).toBeGreaterThanOrEqual(8);
  });

  it('names nobody who flagged, decided, or sent, by name, address or id', () => {
    expect(identities.length).toBeGreaterThanOrEqual(7);
    for (const [what, text] of textsOf(slug)) {
      for (const { id, name, email } of identities) {
        for (const secret of [id, name, email])
          expect(text.includes(secret), `${what} has ${secret}`).toBe(false);
      }
    }
  });

  it('carries neither what colleagues wrote to each other nor the reference of the police', () => {
    for (const [what, text] of textsOf(slug)) {
      expect(text, what).not.toContain('Somsri');
      expect(text, what).not.toContain('The sergeant knows');
    }
  });

  it('says which agency was told, and of nobody who told it or answered there', () => {
    expect(leaving.get(slug)?.get('the letter')).toContain('Child protection police, […] told […], […]');
    for (const [what, text] of textsOf(slug)) {
      for (const secret of ['Anan', '081-234-5678']) expect(text, what).not.toContain(secret);
    }
  });
});

describe.each(['police', 'police without pseudonyms'])('evidence for %s', (slug) => {
  it('names the organisation and nobody by name, address or id', () => {
    expect(leaving.get(slug)?.get('evidence.json')).toContain(organisation.name);
    expect(textsOf(slug)).toHaveLength(9);
    for (const [what, text] of textsOf(slug)) {
      for (const { id, name, email } of identities)
        for (const secret of [id, name, name.replaceAll(' ', ''), email])
          expect(text.includes(secret), `${what} has ${secret}`).toBe(false);
      for (const secret of ['Somsri', 'The sergeant knows', 'Thesergeantknows', 'Anan', '081-234-5678'])
        expect(text, what).not.toContain(secret);
    }
  });

  it('has pseudonyms only where they were agreed on', () => {
    const shown = textsOf(slug).some(([, text]) =>
      identities.some(({ pseudonym }) => text.includes(pseudonym)),
    );
    expect(shown).toBe(slug === 'police');
  });
});

describe('the pseudonym of who flagged', () => {
  it('is there where the recipient agreed on a reference, and only hers', () => {
    const flagger = flaggers.get('meta') ?? '';
    const shown = leaving.get('meta')?.get('the referral') ?? '';
    expect(shown).toContain(flagger);
    for (const { pseudonym } of identities) {
      if (pseudonym !== flagger) expect(shown).not.toContain(pseudonym);
    }
  });

  it('is nowhere where notices may be published', () => {
    for (const [what, text] of textsOf('google')) {
      for (const { pseudonym } of identities) expect(text, what).not.toContain(pseudonym);
    }
  });
});
