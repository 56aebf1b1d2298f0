import { generateKeyPairSync } from 'node:crypto';
import { asc, eq, isNull } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../logging.ts';
import { audit, auditCheckpoints, auditLeaves } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { addPerson, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { readCheckpoint } from './checkpoint.ts';
import { sealAudit } from './seal-audit.ts';
import { startAuditSealer } from './start-audit-sealer.ts';
import { verifyAuditLog } from './verify-audit-log.ts';
import { writeAudit } from './write-audit.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const settings = { signingKey: privateKey, origin: 'lapwing.example/lapwing/audit' };

let workspace: TestWorkspace;
let actor: Actor;
let clients: Client[];

beforeAll(async () => {
  workspace = await openTestWorkspace();
  actor = await addPerson(workspace.store, ['auditor']);
});
afterAll(() => workspace.close());
beforeEach(() => {
  clients = [];
});
afterEach(() => Promise.all(clients.map((client) => client.end())));

const connect = async (url = workspace.database.appUrl): Promise<Client> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  clients.push(client);
  return client;
};

const write = (subjectId: string): Promise<void> =>
  workspace.store.db.transaction((transaction) =>
    writeAudit(transaction, { verb: 'DISCLOSED_AUDIT', actor, subjectKind: 'audit', subjectId }),
  );
const insertRow = `insert into audit (verb, subject_kind, subject_id, details) values ('DISCLOSED_AUDIT', 'audit', $1, '{}')`;

const unsealed = async (): Promise<string[]> => {
  const rows = await workspace.store.db
    .select({ subjectId: audit.subjectId })
    .from(audit)
    .leftJoin(auditLeaves, eq(auditLeaves.auditSequence, audit.sequence))
    .where(isNull(auditLeaves.leafIndex))
    .orderBy(asc(audit.sequence));
  return rows.map((row) => row.subjectId);
};

/** Other test files share the server, and their transactions hold the horizon back for a moment. */
const sealUntil = (left: string[]) =>
  expect
    .poll(
      async () => {
        await sealAudit(workspace.store, settings);
        return unsealed();
      },
      { timeout: 20_000 },
    )
    .toEqual(left);

const readSealed = () =>
  workspace.store.db
    .select({
      leafIndex: auditLeaves.leafIndex,
      sequence: audit.sequence,
      transactionId: audit.transactionId,
      subjectId: audit.subjectId,
    })
    .from(auditLeaves)
    .innerJoin(audit, eq(audit.sequence, auditLeaves.auditSequence))
    .orderBy(asc(auditLeaves.leafIndex));

const expectIntact = async () => {
  const report = await verifyAuditLog(workspace.store, { keys: [publicKey] });
  expect(report).toMatchObject({ intact: true, findings: [], waiting: 0 });
  return report;
};

describe('sealAudit', () => {
  it('gives each committed row a leaf and signs a checkpoint that anybody with the key can read', async () => {
    await write('first');
    await write('second');
    await sealUntil([]);
    const [last] = (
      await workspace.store.db.select().from(auditCheckpoints).orderBy(asc(auditCheckpoints.size))
    ).slice(-1);
    expect(readCheckpoint(last?.checkpoint ?? '', [publicKey])).toEqual({
      ok: true,
      checkpoint: { origin: settings.origin, size: last?.size, rootHash: last?.rootHash },
    });
    expect((await expectIntact()).sealed).toBe(last?.size);
  });

  it('waits for a transaction that still runs, without making any writer wait, and then keeps the order', async () => {
    const slow = await connect();
    await slow.query('begin');
    await slow.query(insertRow, ['slow']);
    await write('quick');
    await write('quick too');
    await sealAudit(workspace.store, settings);
    expect(await unsealed()).toEqual(['quick', 'quick too']);
    await slow.query('commit');
    await sealUntil([]);
    expect((await readSealed()).slice(-3).map((row) => row.subjectId)).toEqual([
      'slow',
      'quick',
      'quick too',
    ]);
    await expectIntact();
  });

  it('leaves neither hole nor disorder when many writers commit out of order, or not at all', async () => {
    const writers = await Promise.all(Array.from({ length: 6 }, () => connect()));
    for (let round = 0; round < 15; round += 1) {
      for (const writer of writers) {
        await writer.query('begin');
        await writer.query('select pg_current_xact_id()');
      }
      // Sequences are given in one order, transactions began in another and end in a third.
      const inserting = writers.map((_, at) => writers[(at * 5 + round) % 6] ?? writers[at]);
      const ending = writers.map((_, at) => writers[(at * 5 + round * 3 + 2) % 6] ?? writers[at]);
      for (const [at, writer] of inserting.entries()) await writer?.query(insertRow, [`${round}-${at}`]);
      for (const [at, writer] of ending.entries()) {
        await writer?.query(at === round % 6 ? 'rollback' : 'commit');
        await sealAudit(workspace.store, settings, 4);
      }
    }
    await sealUntil([]);
    const sealed = await readSealed();
    expect(sealed.map((row) => row.leafIndex)).toEqual(sealed.map((_, index) => index));
    const inOrder = sealed.toSorted(
      (a, b) => Number(a.transactionId - b.transactionId) || a.sequence - b.sequence,
    );
    expect(sealed).toEqual(inOrder);
    const rows = await workspace.store.db.select({ sequence: audit.sequence }).from(audit);
    expect(sealed.length).toBe(rows.length);
    expect(sealed.length).toBeGreaterThanOrEqual(15 * 5);
    await expectIntact();
  });

  it('goes on where it stopped, a few rows at a time', async () => {
    for (let row = 0; row < 7; row += 1) await write(`row ${row}`);
    await expect
      .poll(() => sealAudit(workspace.store, settings, 3), { timeout: 20_000 })
      .toEqual({ worked: true, sealed: 3, more: true });
    await sealUntil([]);
    await expectIntact();
  });

  it('keeps nothing of a run that fails, and does it again', async () => {
    await write('before the failure');
    const owner = await connect(workspace.database.ownerUrl);
    await owner.query('alter table audit_checkpoints add constraint closed check (false) not valid');
    await expect
      .poll(() => sealAudit(workspace.store, settings).then(() => 'nothing to seal yet', String), {
        timeout: 20_000,
      })
      .toMatch(/audit_checkpoints/);
    expect(await unsealed()).toEqual(['before the failure']);
    await owner.query('alter table audit_checkpoints drop constraint closed');
    await sealUntil([]);
    await expectIntact();
  });

  it('works in one process at a time', async () => {
    await write('contended');
    const other = await connect();
    await other.query('begin');
    await other.query('select pg_advisory_xact_lock(4702111201)');
    expect(await sealAudit(workspace.store, settings)).toMatchObject({ worked: false });
    await other.query('rollback');
    for (let row = 0; row < 10; row += 1) await write(`contended ${row}`);
    await Promise.all(Array.from({ length: 5 }, () => sealAudit(workspace.store, settings, 4)));
    await sealUntil([]);
    await expectIntact();
  });

  it('refuses a row that claims to be of an older transaction', async () => {
    const client = await connect();
    const forged = client.query(
      `insert into audit (verb, subject_kind, subject_id, details, transaction_id) values ('SIGNED_IN', 'person', 'x', '{}', 3)`,
    );
    await expect(forged).rejects.toMatchObject({ code: 'LW007' });
  });

  it('refuses the leaves of a sealer from before there were salts, which nobody could recompute', async () => {
    await write('salted');
    const client = await connect();
    const sealed = client.query(
      `insert into audit_leaves (leaf_index, audit_sequence, leaf_hash)
       select (select count(*) from audit_leaves), sequence, 'of version 1' from audit where subject_id = 'salted'`,
    );
    await expect(sealed).rejects.toMatchObject({ code: '23502', column: 'version' });
    await sealUntil([]);
    await expectIntact();
  });

  it('is added to and read by the services, and changed by nobody', async () => {
    const client = await connect();
    const owner = await connect(workspace.database.ownerUrl);
    for (const table of ['audit', 'audit_leaves', 'audit_checkpoints']) {
      for (const statement of [
        `update ${table} set ${table === 'audit' ? 'verb' : table === 'audit_leaves' ? 'leaf_hash' : 'root_hash'} = 'x'`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ]) {
        await expect(client.query(statement), statement).rejects.toMatchObject({ code: '42501' });
        await expect(owner.query(statement), statement).rejects.toMatchObject({ code: '42501' });
      }
    }
  });
});

describe('sealAudit after a restore into another cluster', () => {
  it('seals what the dump had left and goes on with new rows', async () => {
    await sealUntil([]);
    const owner = await connect(workspace.database.ownerUrl);
    await owner.query('alter table audit_checkpoints disable trigger user');
    await owner.query(
      `update audit_checkpoints set system_identifier = 'elsewhere', horizon = 8000000000000`,
    );
    await owner.query('alter table audit disable trigger user');
    await owner.query(
      `insert into audit (verb, subject_kind, subject_id, details, transaction_id)
       values ('SIGNED_IN', 'person', 'from the dump', '{}', 8000000000001)`,
    );
    await owner.query('alter table audit enable trigger user');
    await owner.query('alter table audit_checkpoints enable trigger user');
    await write('after the restore');
    await sealUntil([]);
    await write('later');
    await sealUntil([]);
    await expectIntact();
  });
});

describe('startAuditSealer', () => {
  it('seals what is written while it runs, and a second one goes on after it', async () => {
    for (const turn of ['first', 'second']) {
      const sealer = startAuditSealer(workspace.store, silentLogger(), settings);
      await write(`${turn} sealer`);
      await expect.poll(unsealed, { timeout: 20_000 }).toEqual([]);
      await sealer.stop();
    }
    await expectIntact();
  });
});
