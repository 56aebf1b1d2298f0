import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { asc, desc, eq } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { audit, auditCheckpoints, auditLeaves } from '../schema/index.ts';
import { addPerson, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { leafOfRow } from './canonical-row.ts';
import { signCheckpoint } from './checkpoint.ts';
import { appendLeaf, emptyEdge, rootOf } from './merkle-tree.ts';
import { sealAudit } from './seal-audit.ts';
import { verifyAuditLog } from './verify-audit-log.ts';
import { writeAudit } from './write-audit.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const settings = { signingKey: privateKey, origin: 'lapwing.example/lapwing/audit' };
const ROWS = 20;

let workspace: TestWorkspace;
let owner: Client;
/** Sequence of each leaf, by leaf index. */
let sequences: number[];

/** Twenty rows, sealed five at a time: checkpoints at 5, 10, 15 and 20. */
beforeAll(async () => {
  workspace = await openTestWorkspace();
  const actor = await addPerson(workspace.store, ['auditor']);
  for (let row = 0; row < ROWS; row += 1) {
    await workspace.store.db.transaction((transaction) =>
      writeAudit(transaction, {
        verb: 'DISCLOSED_AUDIT',
        actor: row % 3 === 0 ? null : actor,
        subjectKind: 'audit',
        subjectId: `row ${row}`,
        details: { nested: { ก: 'ข้อความ', list: [1, 2.5, null] }, row },
      }),
    );
  }
  // Other test files share the server: their transactions must have ended before all twenty can be sealed.
  await vi.waitFor(
    async () => {
      const { rows } = await workspace.store.pool.query(
        'select max(transaction_id) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint as settled from audit',
      );
      expect(rows).toEqual([{ settled: true }]);
    },
    { timeout: 20_000 },
  );
  for (let sealed = 0; sealed < ROWS; sealed += 5) await sealAudit(workspace.store, settings, 5);
  const leaves = await workspace.store.db.select().from(auditLeaves).orderBy(asc(auditLeaves.leafIndex));
  sequences = leaves.map((leaf) => leaf.auditSequence);
  owner = new Client({ connectionString: workspace.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await workspace.close();
});

const sequenceOf = (leafIndex: number): number => {
  const sequence = sequences[leafIndex];
  if (sequence === undefined) throw new Error('There is no such leaf');
  return sequence;
};

const verify = (checkpoints: string[] = []) =>
  verifyAuditLog(workspace.store, { keys: [publicKey], checkpoints });

const checkpointAt = async (size: number): Promise<string> => {
  const [row] = await workspace.store.db
    .select()
    .from(auditCheckpoints)
    .where(eq(auditCheckpoints.size, size));
  if (!row) throw new Error(`There is no checkpoint at ${size}`);
  return row.checkpoint;
};

/**
 * Lets somebody with the owner's password do as she likes, looks at what the log says of it, and puts everything
 * back.
 */
const afterTampering = async (tamper: () => Promise<void>, look: () => Promise<unknown>): Promise<void> => {
  const tables = ['audit_leaves', 'audit_checkpoints', 'audit'];
  await owner.query('alter table audit_leaves drop constraint audit_leaves_audit_sequence_audit_sequence_fk');
  for (const table of tables) {
    await owner.query(`alter table ${table} disable trigger user`);
    await owner.query(`create table kept_${table} as table ${table}`);
  }
  try {
    await tamper();
    await look();
  } finally {
    for (const table of tables) {
      await owner.query(`delete from ${table}`);
      await owner.query(`insert into ${table} overriding system value table kept_${table}`);
      await owner.query(`drop table kept_${table}`);
      await owner.query(`alter table ${table} enable trigger user`);
    }
    await owner.query(
      'alter table audit_leaves add constraint audit_leaves_audit_sequence_audit_sequence_fk foreign key (audit_sequence) references audit (sequence)',
    );
  }
  expect(await verify()).toMatchObject({ intact: true });
};

const run = async (statement: string, values: unknown[] = []): Promise<void> => {
  expect((await owner.query(statement, values)).rowCount).toBeGreaterThan(0);
};

/** Somebody who knows how it works writes the leaf of a changed row anew. */
const rewriteLeaf = async (leafIndex: number): Promise<void> => {
  const { rows } = await owner.query(
    `select sequence::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, verb,
       actor_id::text, subject_kind, subject_id, details::text, request_id, transaction_id::text, salt::text
     from audit where sequence = $1`,
    [sequenceOf(leafIndex)],
  );
  await run('update audit_leaves set leaf_hash = $2 where leaf_index = $1', [
    leafIndex,
    leafOfRow(rows[0]).toString('base64'),
  ]);
};

describe('verifyAuditLog', () => {
  it('finds an untouched log intact and agrees with every checkpoint that was kept', async () => {
    expect(await verify([await checkpointAt(5), await checkpointAt(20)])).toEqual({
      intact: true,
      sealed: ROWS,
      waiting: 0,
      checkpoints: 4,
      keptConfirmed: 2,
      findings: [],
      truncated: false,
    });
  });

  it.each([
    ['verb', `verb = 'SIGNED_IN'`],
    ['time, by a microsecond', `at = at + interval '1 microsecond'`],
    ['actor', 'actor_id = null'],
    ['subject', `subject_id = 'row 999'`],
    ['kind of subject', `subject_kind = 'item'`],
    [
      'details, by a digit that JavaScript cannot tell',
      `details = jsonb_set(details, '{nested,list,1}', '2.50')`,
    ],
    ['request', `request_id = 'another'`],
    ['transaction', 'transaction_id = transaction_id - 1'],
  ])('says which row was altered in its %s', (_what, change) =>
    afterTampering(
      () => run(`update audit set ${change} where sequence = $1`, [sequenceOf(7)]),
      async () => {
        const report = await verify([await checkpointAt(20)]);
        expect(report.findings).toEqual([{ kind: 'ROW_ALTERED', sequence: sequenceOf(7), leafIndex: 7 }]);
        expect(report).toMatchObject({ intact: false, keptConfirmed: 1 });
      },
    ),
  );

  it('has the leaves that Postgres alone computes, as the documentation says', async () => {
    const page = await readFile(new URL('../../../../docs/audit-log.md', import.meta.url), 'utf8');
    const [, statement] = /```sql\n(.*?)```/s.exec(page) ?? [];
    const { rows } = await owner.query(
      (statement ?? '').replace('sequence = 1', `sequence = ${sequenceOf(3)}`),
    );
    const leaf = await owner.query('select leaf_hash from audit_leaves where leaf_index = 3');
    expect(rows).toEqual([{ leaf: leaf.rows[0].leaf_hash }]);
  });

  it('goes on to read rows that were sealed before rows had a salt', () =>
    afterTampering(
      async () => {
        await run('update audit set salt = null');
        for (let leafIndex = 0; leafIndex < ROWS; leafIndex += 1) await rewriteLeaf(leafIndex);
        await signAnew();
      },
      async () => expect(await verify()).toMatchObject({ intact: true, sealed: ROWS }),
    ));

  it('says which row was removed', () =>
    afterTampering(
      () => run('delete from audit where sequence = $1', [sequenceOf(12)]),
      async () => {
        expect((await verify()).findings).toEqual([
          { kind: 'ROW_REMOVED', sequence: sequenceOf(12), leafIndex: 12 },
        ]);
      },
    ));

  it('says between which rows one was removed together with its leaf', () =>
    afterTampering(
      async () => {
        await run('delete from audit where sequence = $1', [sequenceOf(12)]);
        await run('delete from audit_leaves where leaf_index = 12');
      },
      async () => {
        expect((await verify()).findings).toEqual([
          { kind: 'LEAF_REMOVED', leafIndex: 12, after: sequenceOf(11), before: sequenceOf(13) },
        ]);
      },
    ));

  it('says which row was inserted among older ones', () =>
    afterTampering(
      () =>
        run(
          `insert into audit (sequence, verb, subject_kind, subject_id, details, transaction_id) overriding system value
           select 900000, verb, subject_kind, subject_id, details, transaction_id from audit where sequence = $1`,
          [sequenceOf(3)],
        ),
      async () => {
        expect((await verify()).findings).toEqual([{ kind: 'ROW_INSERTED', sequence: 900_000 }]);
      },
    ));

  it('tells an altered leaf from an altered row', () =>
    afterTampering(
      () =>
        run(
          `update audit_leaves set leaf_hash = (select leaf_hash from audit_leaves where leaf_index = 0) where leaf_index = 6`,
        ),
      async () => {
        expect((await verify()).findings).toEqual([
          { kind: 'LEAF_ALTERED', sequence: sequenceOf(6), leafIndex: 6 },
        ]);
      },
    ));

  it('says between which checkpoints a row and its leaf were rewritten together, and goes on after them', () =>
    afterTampering(
      async () => {
        await run(`update audit set verb = 'SIGNED_IN' where sequence = $1`, [sequenceOf(8)]);
        await rewriteLeaf(8);
        await run(`update audit set verb = 'SIGNED_IN' where sequence = $1`, [sequenceOf(17)]);
      },
      async () => {
        expect((await verify()).findings).toEqual([
          {
            kind: 'RANGE_REWRITTEN',
            fromLeaf: 5,
            toLeaf: 9,
            fromSequence: sequenceOf(5),
            toSequence: sequenceOf(9),
          },
          { kind: 'ROW_ALTERED', sequence: sequenceOf(17), leafIndex: 17 },
        ]);
      },
    ));

  it('knows a checkpoint that another key signed, and lets the next one speak for its rows', () =>
    afterTampering(
      async () => {
        const { rows } = await owner.query('select root_hash from audit_checkpoints where size = 10');
        const forged = signCheckpoint(
          { origin: settings.origin, size: 10, rootHash: rows[0].root_hash },
          generateKeyPairSync('ed25519').privateKey,
        );
        await run('update audit_checkpoints set checkpoint = $1 where size = 10', [forged]);
      },
      async () => {
        expect((await verify()).findings).toEqual([
          { kind: 'CHECKPOINT_FORGED', size: 10, reason: 'UNKNOWN_KEY' },
        ]);
      },
    ));

  it('knows a checkpoint whose record was changed', () =>
    afterTampering(
      async () => {
        await run(`update audit_checkpoints set root_hash = 'x' where size = 10`);
        await run('update audit_checkpoints set right_edge = right_edge[1:1] where size = 15');
      },
      async () => {
        expect((await verify()).findings).toEqual([
          { kind: 'CHECKPOINT_FORGED', size: 10, reason: 'CONTRADICTS_ITS_RECORD' },
          { kind: 'CHECKPOINT_FORGED', size: 15, reason: 'WRONG_EDGE' },
        ]);
      },
    ));

  it('reports leaves that no checkpoint speaks for', () =>
    afterTampering(
      () => run('delete from audit_checkpoints where size = 20'),
      async () => {
        expect((await verify()).findings).toEqual([
          {
            kind: 'RANGE_UNSIGNED',
            fromLeaf: 15,
            toLeaf: 19,
            fromSequence: sequenceOf(15),
            toSequence: sequenceOf(19),
          },
        ]);
      },
    ));

  it('sees by a kept checkpoint that the end of the log was cut off', () =>
    afterTampering(
      async () => {
        await run('delete from audit_checkpoints where size > 15');
        await run('delete from audit_leaves where leaf_index >= 15');
        await run('delete from audit where sequence >= $1', [sequenceOf(15)]);
      },
      async () => {
        expect(await verify()).toMatchObject({ intact: true, sealed: 15 });
        const { rows } = await owner.query('select checkpoint from kept_audit_checkpoints where size = 20');
        expect((await verify([rows[0].checkpoint])).findings).toEqual([
          { kind: 'KEPT_BEYOND_LOG', place: 0, size: 20, leaves: 15 },
        ]);
      },
    ));

  it('sees by kept checkpoints what somebody with the signing key rewrote from end to end', async () => {
    const kept = await Promise.all([5, 10, 20].map(checkpointAt));
    await afterTampering(
      async () => {
        await run(`update audit set verb = 'SIGNED_IN' where sequence = $1`, [sequenceOf(7)]);
        await rewriteLeaf(7);
        await signAnew();
      },
      async () => {
        expect(await verify()).toMatchObject({ intact: true });
        expect(await verify(kept)).toMatchObject({
          keptConfirmed: 1,
          findings: [
            { kind: 'KEPT_DIFFERS', place: 1, size: 10, agreesUpTo: 5 },
            { kind: 'KEPT_DIFFERS', place: 2, size: 20, agreesUpTo: 5 },
          ],
        });
      },
    );
  });

  it('does not believe a kept checkpoint that our key did not sign', async () => {
    const foreign = signCheckpoint(
      { origin: settings.origin, size: 5, rootHash: Buffer.alloc(32).toString('base64') },
      generateKeyPairSync('ed25519').privateKey,
    );
    expect((await verify(['nothing', foreign])).findings).toEqual([
      { kind: 'KEPT_UNREADABLE', place: 0, reason: 'MALFORMED' },
      { kind: 'KEPT_UNREADABLE', place: 1, reason: 'UNKNOWN_KEY' },
    ]);
  });

  it('counts rows that wait for the sealer without finding fault with them', async () => {
    await workspace.store.db.transaction((transaction) =>
      writeAudit(transaction, {
        verb: 'DISCLOSED_AUDIT',
        actor: null,
        subjectKind: 'audit',
        subjectId: 'newest',
      }),
    );
    expect(await verify()).toMatchObject({ intact: true, waiting: 1 });
    const [newest] = await workspace.store.db.select().from(audit).orderBy(desc(audit.sequence)).limit(1);
    expect(newest?.subjectId).toBe('newest');
  });
});

/** Recomputes every checkpoint from the leaves and signs it with the real key. */
const signAnew = async (): Promise<void> => {
  const leaves = await owner.query('select leaf_hash from audit_leaves order by leaf_index');
  const edge = emptyEdge();
  for (const { leaf_hash } of leaves.rows) {
    appendLeaf(edge, Buffer.from(leaf_hash, 'base64'));
    if (edge.size % 5 !== 0) continue;
    const rootHash = rootOf(edge).toString('base64');
    const checkpoint = signCheckpoint({ origin: settings.origin, size: edge.size, rootHash }, privateKey);
    const subtrees = edge.subtrees.map((subtree) => subtree.toString('base64'));
    await run(
      'update audit_checkpoints set root_hash = $2, right_edge = $3, checkpoint = $4 where size = $1',
      [edge.size, rootHash, subtrees, checkpoint],
    );
  }
};
