import { openTestApi, type TestApi } from '@lapwing/api/testing/open-test-api';
import * as contracts from '@lapwing/contracts';
import { findMedia } from '@lapwing/contracts';
import { formatWriters } from '@lapwing/exporter/formats/registry';
import { listTray } from '@lapwing/store/outcomes/list-tray';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { openReply } from '@lapwing/store/replies/open-reply';
import { takeReply } from '@lapwing/store/replies/take-reply';
import { sentToGoogle } from '@lapwing/store/testing/sent-referrals';
import { addPerson } from '@lapwing/store/testing/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

let test: TestApi;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

/** Files of batches and packages of evidence are text formats and documents, written by us: the only bytes. */
const bytesColumns = ['batch_file_chunks.bytes', 'evidence_archives.bytes'];
/** Columns that speak of media without holding any: the type of a batch file, a place in a video. */
const harmlessColumns = ['batch_files.media_type', 'flags.media_timecode'];
const mediaWord = /image|photo|picture|video|screenshot|thumb|media|attachment|avatar|blob|base64|frame/i;

describe('the database', () => {
  it('has bytes only where the files are that Lapwing writes', async () => {
    const { rows } = await test.store.pool.query<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'public'
         and (data_type in ('bytea', 'oid', 'xml') or udt_name in ('_bytea', 'lo', '_oid') or data_type = 'bit varying')
       order by name`,
    );
    expect(rows.map(({ name }) => name)).toEqual(bytesColumns);
  });

  it('has no column that is named like media, and no large objects', async () => {
    const { rows } = await test.store.pool.query<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'public' order by name`,
    );
    expect(rows.length).toBeGreaterThan(150);
    const named = rows.map(({ name }) => name).filter((name) => mediaWord.test(name));
    expect(named).toEqual(harmlessColumns);
    const large = await test.store.pool.query('select from pg_largeobject_metadata');
    expect(large.rowCount).toBe(0);
  });
});

/** Names of all properties of a JSON schema, and every way in which it could carry bytes. */
const look = (schema: unknown): { names: string[]; bytes: string[] } => {
  const names: string[] = [];
  const bytes: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const entry of value) visit(entry);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, entry] of Object.entries(value)) {
      if (key === 'properties' && typeof entry === 'object' && entry !== null)
        names.push(...Object.keys(entry));
      if (['contentEncoding', 'contentMediaType'].includes(key)) bytes.push(`${key}: ${entry}`);
      if (key === 'format' && /^(binary|byte|base64)/.test(String(entry))) bytes.push(`format: ${entry}`);
      visit(entry);
    }
  };
  visit(schema);
  return { names, bytes };
};
const isMediaField = (name: string): boolean => findMedia({ [name]: '' }) !== null;

const schemas = Object.entries(contracts).flatMap(([name, value]) =>
  value instanceof z.ZodType
    ? [{ name, schema: z.toJSONSchema(value, { io: 'input', unrepresentable: 'any' }) }]
    : [],
);

describe('the contracts', () => {
  it.each(schemas)('$name has no field for bytes', ({ schema }) => {
    expect(look(schema).bytes).toEqual([]);
  });

  it('name no field like media, but for the lists of files that Lapwing writes itself', () => {
    expect(schemas.length).toBeGreaterThan(50);
    const named = schemas.flatMap(({ name, schema }) =>
      look(schema)
        .names.filter(isMediaField)
        .map((field) => `${name}.${field}`),
    );
    expect([...new Set(named)].sort()).toEqual([
      'BatchDetail.files',
      'BatchManifest.files',
      'BatchPage.files',
      'BatchView.files',
      'EvidenceDetail.files',
      'EvidenceManifest.files',
      'EvidencePage.files',
      'EvidenceView.files',
      'Manifest.files',
      'RecipientPreview.files',
    ]);
  });
});

const OpenApi = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z.array(z.object({ name: z.string() })).default([]),
        requestBody: z.object({ content: z.record(z.string(), z.unknown()) }).optional(),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

describe('the API', () => {
  it('takes JSON only, and no field for media in any request', async () => {
    const document = OpenApi.parse(await (await test.ask('GET', '/openapi.json')).json());
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    const bodies = operations.flatMap(({ requestBody }) => requestBody ?? []);
    expect(bodies.length).toBeGreaterThan(15);
    const types = new Set(bodies.flatMap(({ content }) => Object.keys(content)));
    expect([...types]).toEqual(['application/json']);
    const parameters = operations.flatMap(({ parameters }) => parameters.map(({ name }) => name));
    const requests = bodies.map(({ content }) => withReferences(content, document.components.schemas));
    const fields = [...parameters, ...requests.flatMap((request) => look(request).names)];
    expect(fields.length).toBeGreaterThan(50);
    expect(fields.filter(isMediaField)).toEqual([]);
    expect(look(requests).bytes).toEqual([]);
  });
});

/** The schema with everything that it refers to put in place. */
const withReferences = (schema: unknown, components: Record<string, unknown>): unknown => {
  if (Array.isArray(schema)) return schema.map((entry) => withReferences(entry, components));
  if (typeof schema !== 'object' || schema === null) return schema;
  if ('$ref' in schema) {
    const name = String(schema.$ref).split('/').at(-1) ?? '';
    return withReferences(components[name], components);
  }
  return Object.fromEntries(
    Object.entries(schema).map(([key, entry]) => [key, withReferences(entry, components)]),
  );
};

describe('a reply by e-mail', () => {
  const base64 = Buffer.from(Uint8Array.from({ length: 400 }, (_, i) => (i * 197 + 31) % 256)).toString(
    'base64',
  );
  let uid = 0;
  const kept = async (said: { from?: string; subject?: string; text?: string }) => {
    await ensureReadyMadeRecipients(test.store);
    const referrer = await addPerson(test.store, ['referrer']);
    const [referralId = ''] = await sentToGoogle(test.store, referrer, 1);
    uid += 1;
    const message = {
      kind: 'ANSWER' as const,
      textState: 'WHOLE' as const,
      messageId: `<${uid}@desk.example>`,
      from: [said.from ?? 'desk@desk.example'],
      answers: [],
      subject: said.subject ?? 'Re: referral',
      text: `${said.text ?? 'Gone.'}\n${referralId}`,
      quoted: '',
      receivedAt: new Date(),
      bounceStatus: null,
    };
    await takeReply(test.store, { mailbox: 'replies', uidValidity: 1n, uid, message });
    const line = (await listTray(test.store, { limit: 100 })).lines.find(
      ({ reference }) => reference === referralId,
    );
    if (!line) throw new Error('It was not taken in');
    const { receivedAt: _at, ...opened } = await openReply(test.store, referrer, line.lineId);
    return { state: line.reply?.text, ...opened };
  };

  it.each([
    ['a data URL in its text', { text: 'See data:image/png;base64,iVBORw0KGgo= there' }],
    ['base64 in its text', { text: `https://site.example/p and ${base64}` }],
    ['base64 after what is kept of it', { text: `${'A word. '.repeat(600)}${base64}` }],
    ['bytes that are no text', { text: '\u0001\u0002\ufffd'.repeat(10) }],
    ['base64 in its subject', { subject: base64 }],
    ['base64 as its sender', { from: `${base64}@desk.example` }],
  ])('with %s lies in the tray without a text', async (_what, said) => {
    const found = await kept(said);
    expect(found).toMatchObject({ state: 'MEDIA', text: '' });
    expect(findMedia([found.from, found.subject])).toBeNull();
    expect(found.subject === '').toBe('subject' in said);
    expect(found.from === '').toBe('from' in said);
  });

  it('with a long address in it is kept', async () => {
    const text = `Gone: https://site.example/p/${'aB3'.repeat(100)} - thank you`;
    expect(await kept({ text })).toMatchObject({ state: 'WHOLE' });
  });
});

describe('what leaves', () => {
  it('is text, tables and letters', () => {
    const types = Object.values(formatWriters).map(({ mediaType }) => mediaType.split(';')[0] ?? '');
    expect(new Set(types)).toEqual(
      new Set([
        'application/json',
        'application/pdf',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'application/jsonl',
        'application/stix+json',
        'application/xml',
        'text/csv',
        'text/html',
        'text/plain',
      ]),
    );
  });
});
