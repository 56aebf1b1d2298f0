import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { auditVerbs } from '@lapwing/contracts';
import { repositoryRoot } from '@lapwing/store/environment';
import { openDatabase } from '@lapwing/store/store';
import { withoutAudit } from '@lapwing/store/testing/without-audit';
import { openTestWorkspace, type TestWorkspace } from '@lapwing/store/testing/workspace';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fullBatch } from './prepared-records.ts';
import { reads } from './reads.ts';
import { auditedVerbs } from './verbs.ts';
import { requestedEvidence } from './verbs-on-evidence.ts';
import { challenge } from './verbs-on-models.ts';

/** What writes without an audit row of its own, and why that breaks nothing. */
const unaudited: Record<string, string> = {
  rescoreOpenItems: 'asks for scores, each of which is on record; the promotion it follows is too',
  sealAudit: 'seals the log itself; its checkpoints are its record',
  startAuditSealer: 'runs sealAudit',
  startSweeper: 'runs sweep',
  insertNewItem: 'the statement of acceptFlag, audit row included',
  forgetExpiredSignIns: 'clears what ran out and opens nothing; the sign-in itself is on record',
  reportAdapter: 'counts how often a reader found nothing; nobody and no post is in it',
  suggestCategories: 'a text of the caller goes to the classifier and nowhere else; only its words come back',
  sweep: 'announces jobs; ends claims by expireClaims',
  touchCredential: 'notes when a token was last used; gives and takes nothing',
  withBatchLock: 'holds a lock while other verbs work',
  growBatchFiles: 'files of a batch that is not built yet; finishBatch puts their hashes on record',
  writeBatchFile: 'files of a batch that is not built yet; finishBatch puts their hashes on record',
  endOtherSessions: 'follows a change of password or second factor that is on record',
  noteMailbox: 'notes when the mailbox was read, or why it could not be; nobody and no message is in it',
  readChunks:
    'the bytes of readBatchFile, streamBatchArchive and beginAttempt, which put them on record first',
};

const source = join(repositoryRoot, 'shared/store/src');

/** Every exported function of the store that takes the store: the verbs, and what reads. */
const exportedVerbs = async (): Promise<string[]> => {
  const files = (await readdir(source, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('testing/'),
  );
  const texts = await Promise.all(files.map((file) => readFile(join(source, file), 'utf8')));
  return texts.flatMap((text) =>
    [
      ...text.matchAll(/^export (?:async )?function\*? ?(\w+)(?:<[^(]*>)?\(\s*store\b/gm),
      ...text.matchAll(/^export const (\w+) = (?:async )?(?:<[^(]*>)?\(\s*store\b/gm),
    ].flatMap(([, name]) => name ?? []),
  );
};

describe('the tables of this test', () => {
  it('name every function that takes the store, and nothing else', async () => {
    const known = [...auditedVerbs.map(({ verb }) => verb), ...Object.keys(reads), ...Object.keys(unaudited)];
    expect([...new Set(known)].sort()).toEqual((await exportedVerbs()).sort());
  });

  it('see every thing that the log can say', () => {
    const seen = new Set<string>(auditedVerbs.map(({ puts }) => puts));
    // Written beside DECISION_MADE when it confirms.
    seen.add('REFERRAL_CREATED');
    // Written by a migration, in the statement that changes the item; its own test looks at the row.
    seen.add('ITEM_RECOGNISED');
    expect([...seen].sort()).toEqual([...auditVerbs].sort());
  });
});

/** A hash of every row of every table. */
const snapshot = async (owner: pg.Pool): Promise<Record<string, string>> => {
  const tables = await owner.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const parts = tables.rows.map(
    ({ name }) =>
      `select '${name}' as name, md5(coalesce(string_agg(r::text, e'\\n' order by r::text), '')) as hash from "${name}" r`,
  );
  const { rows } = await owner.query<{ name: string; hash: string }>(parts.join(' union all '));
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
};

const recorded = async (owner: pg.Pool): Promise<string[]> => {
  const { rows } = await owner.query<{ verb: string }>('select verb from audit order by sequence');
  return rows.map(({ verb }) => verb);
};

describe('a verb', () => {
  let world: TestWorkspace;
  let owner: pg.Pool;
  beforeEach(async () => {
    world = await openTestWorkspace();
    owner = new pg.Pool({ connectionString: world.database.ownerUrl, max: 1 });
  });
  afterEach(async () => {
    await owner.end();
    await world.close();
  });

  it.each(auditedVerbs)(
    '$verb changes and shows nothing when it cannot be put on record, else puts $puts on record',
    async ({ puts, prepare }) => {
      const attempt = await prepare(world);
      const before = await snapshot(owner);
      const announced = world.announced.length;
      await withoutAudit(world.database, () => expect(attempt()).rejects.toThrow());
      expect(await snapshot(owner)).toEqual(before);
      expect(world.announced).toHaveLength(announced);
      const earlier = await recorded(owner);
      await attempt();
      expect((await recorded(owner)).slice(earlier.length)).toContain(puts);
    },
  );
});

describe('what only reads', () => {
  let world: TestWorkspace;
  let readOnly: ReturnType<typeof openDatabase>;
  let records: Parameters<(typeof reads)[string]>[1];
  beforeAll(async () => {
    world = await openTestWorkspace();
    const { batchId, referrer } = await fullBatch(world);
    await challenge(world);
    const { packageId } = await requestedEvidence(world);
    const { rows } = await world.store.pool.query('select id, canonical_url from items');
    records = { actor: referrer, batchId, packageId, itemId: rows[0].id, url: rows[0].canonical_url };
    const url = new URL(world.database.appUrl);
    url.searchParams.set('options', '-c default_transaction_read_only=on');
    readOnly = openDatabase(url.href, { connections: 2 });
  });
  afterAll(async () => {
    await readOnly.pool.end();
    await world.close();
  });

  it.each(Object.entries(reads))('%s works where nothing can be written', async (_name, read) => {
    await read({ ...world.store, ...readOnly }, records);
  });

  it('is tried where a change is refused', async () => {
    const change = readOnly.pool.query('update items set version = version + 1');
    await expect(change).rejects.toMatchObject({ code: '25006' });
  });
});

describe('evidence', () => {
  let world: TestWorkspace;
  let owner: pg.Pool;
  beforeAll(async () => {
    world = await openTestWorkspace();
    owner = new pg.Pool({ connectionString: world.database.ownerUrl, max: 1 });
    await fullBatch(world);
  });
  afterAll(async () => {
    await owner.end();
    await world.close();
  });

  const tables = [
    'audit',
    'audit_leaves',
    'audit_checkpoints',
    'flags',
    'scores',
    'decisions',
    'law_enforcement_notices',
    'deliveries',
    'outcomes',
    'rechecks',
    'receipts',
    'outcome_lines',
    'replies',
    'callbacks',
    'reopenings',
    'reminders',
    'evidence_items',
    'evidence_archives',
    'corrections',
    'translations',
  ];

  it.each(tables)(
    'in %s can be added to and read by the services, neither changed nor removed',
    async (table) => {
      const { rows } = await owner.query(
        `select privilege_type from information_schema.role_table_grants
       where grantee = 'lapwing_app' and table_schema = 'public' and table_name = $1 order by 1`,
        [table],
      );
      expect(rows.map((row) => row.privilege_type)).toEqual(['INSERT', 'SELECT']);
      const [column] = (
        await owner.query<{ name: string }>(
          `select column_name as name from information_schema.columns
         where table_schema = 'public' and table_name = $1 order by 1`,
          [table],
        )
      ).rows;
      for (const statement of [
        `update ${table} set ${column?.name} = ${column?.name}`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ])
        await expect(world.store.pool.query(statement), statement).rejects.toMatchObject({ code: '42501' });
    },
  );

  it.each(['audit', 'flags', 'decisions'])('in %s is refused to its owner too, row by row', async (table) => {
    for (const statement of [`delete from ${table}`, `truncate ${table} cascade`])
      await expect(owner.query(statement), statement).rejects.toThrow(/append-only/);
  });

  it.each([
    ['rechecks', 'recordRecheck', 'finding'],
    ['receipts', 'recordOutcomeFile', 'ticket'],
    ['outcome_lines', 'recordOutcomeFile', null],
    ['replies', 'openReply', 'text'],
    ['callbacks', 'recordCallback', 'webhook_id'],
    ['reopenings', 'reopenReferral', 'note'],
    ['reminders', 'recordReminder', 'reminded_at'],
    ['corrections', 'writeCorrection', 'words'],
    ['translations', 'translateExplanation', 'text'],
  ])('in %s, written by %s, is refused to its owner too', async (table, verb, column) => {
    const own = await openTestWorkspace();
    const itsOwner = new pg.Pool({ connectionString: own.database.ownerUrl, max: 1 });
    try {
      const attempt = await auditedVerbs.find((one) => one.verb === verb)?.prepare(own);
      await attempt?.();
      const { rows } = await itsOwner.query(`select from ${table}`);
      expect(rows.length).toBeGreaterThan(0);
      // What became of a line of a file is written once it is settled; nothing else of these is.
      const change = column === null ? [] : [`update ${table} set ${column} = ${column}`];
      for (const statement of [...change, `delete from ${table}`, `truncate ${table} cascade`])
        await expect(itsOwner.query(statement), statement).rejects.toThrow(`${table} is append-only`);
    } finally {
      await itsOwner.end();
      await own.close();
    }
  });

  it('of who is logged in cannot switch the triggers off as the services', async () => {
    for (const statement of [
      'alter table audit disable trigger all',
      'drop trigger audit_append_only on audit',
      `set session_replication_role = 'replica'`,
      'set role lapwing_owner',
    ])
      await expect(world.store.pool.query(statement), statement).rejects.toMatchObject({ code: '42501' });
  });
});
