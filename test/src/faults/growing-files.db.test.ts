import { createHash } from 'node:crypto';
import { RecipientConfiguration } from '@lapwing/contracts';
import { contentFiles } from '@lapwing/exporter/content-files';
import { headOf } from '@lapwing/exporter/envelope';
import { getBatch } from '@lapwing/store/batches/get-batch';
import { PAGE } from '@lapwing/store/batches/grow-batch-files';
import { readBatchReferrals } from '@lapwing/store/batches/read-batch-referrals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillBatch, withoutRules } from '../bench/fill-batch.ts';
import { sharedDatabase } from '../stack/shared-database.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';
import { until } from '../stack/until.ts';

const KILLS = 10;
const REFERRALS = KILLS * PAGE + 1_400;
/** Place at which the n-th page ends, as the exporter cuts them. */
const endOfPage = (page: number): number => page * PAGE;
const GATE = 4_712;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ database: await sharedDatabase(), start: [] });
});
afterAll(() => stack?.stop());

/** Starts the exporter and kills it while it writes the page that ends at `position`: its statement waits at a gate. */
async function killAt(position: number): Promise<void> {
  const gate = await stack.owner.connect();
  try {
    await gate.query('select pg_advisory_lock($1, $2)', [GATE, position]);
    await stack.services.exporter.start();
    await until(`the exporter stands at ${position}`, async () => {
      const { rowCount } = await stack.owner.query(
        `select from pg_locks where locktype = 'advisory' and classid = $1 and objid = $2 and not granted`,
        [GATE, position],
      );
      return rowCount === 1;
    });
    await stack.services.exporter.kill();
    await gate.query('select pg_advisory_unlock($1, $2)', [GATE, position]);
  } finally {
    gate.release();
  }
}

describe('an exporter that is killed again and again in the middle of one large batch', {
  timeout: 180_000,
}, () => {
  it('goes on behind what it wrote, is never given up, and the files are those of an undisturbed run', async () => {
    const batchId = await fillBatch(stack, REFERRALS);
    // Some say what steers a program (BEL, FF, CSI), which no file may have, and what only looks like it.
    await withoutRules(stack, ['referrals'], () =>
      stack.owner.query(
        `update referrals set content = content || jsonb_build_object('explanation', chr(7) || chr(12) || chr(155) || '\\u0007 ="')
         where batch_id = $1 and batch_position % 100 = 7`,
        [batchId],
      ),
    );
    await stack.owner.query(`
      create function stand_at_gate() returns trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock_shared(${GATE}, coalesce(new.next_position, -1)); return new; end $$;
      create trigger gate before update on batch_files for each row execute function stand_at_gate()`);
    await stack.owner.query('update batches set build_due_at = now() where id = $1', [batchId]);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await killAt(endOfPage(kill));
      const { rows } = await stack.owner.query<{ next: number }>(
        'select distinct next_position as next from batch_files where batch_id = $1',
        [batchId],
      );
      expect(rows).toEqual([{ next: endOfPage(kill - 1) }]);
      expect(await getBatch(stack.store, batchId)).toMatchObject({
        state: 'BUILDING',
        givenUp: false,
        files: [],
      });
    }
    await stack.services.exporter.start();
    const batch = await until('the batch is built', async () => {
      const now = await getBatch(stack.store, batchId);
      return now.builtAt !== null && now;
    });

    const { rows } = await stack.owner.query<{ configuration: unknown }>(
      'select configuration from batches where id = $1',
      [batchId],
    );
    const head = headOf(
      {
        batchId,
        createdAt: new Date(batch.createdAt),
        imminent: batch.imminent,
        recipient: batch.recipient,
        configuration: RecipientConfiguration.parse(rows[0]?.configuration),
        relations: [],
      },
      { name: 'Lapwing Test Trust', contact: undefined, domain: undefined },
    );
    const referrals = await readBatchReferrals(stack.store, batchId);
    expect(referrals).toHaveLength(REFERRALS);
    const undisturbed = contentFiles({ ...head, referrals });
    expect(undisturbed.map(({ name }) => name)).toEqual(['referrals.csv', 'referrals.jsonl']);
    for (const { name, read } of undisturbed) {
      const hash = createHash('sha256');
      for await (const bytes of read()) hash.update(bytes);
      expect(batch.files.find((file) => file.name === name)?.sha256).toBe(hash.digest('hex'));
    }
  });
});
