import { RecipientView } from '@lapwing/contracts';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { atFive, setSchedule } from '@lapwing/store/testing/set-schedule';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { askFor, postFlag } from '../stack/api-client.ts';
import { confirmItems } from '../stack/confirm-items.ts';
import { inventFlag } from '../stack/invent-flag.ts';
import { sharedDatabase } from '../stack/shared-database.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';
import { addTokenHolder } from '../stack/token-holders.ts';
import { until } from '../stack/until.ts';

const REFERRALS = 3;
const GATE = 20_260_117;

let stack: Stack;
let recipientId: string;

beforeAll(async () => {
  stack = await startStack({ database: await sharedDatabase(), start: ['api'] });
  await ensureReadyMadeRecipients(stack.store);
  const analyst = await addTokenHolder(stack, ['analyst']);
  const reviewer = await addTokenHolder(stack, ['reviewer']);
  const referrer = await addTokenHolder(stack, ['referrer']);
  for (let flag = 0; flag < REFERRALS; flag += 1) await postFlag(stack.url, analyst.token, inventFlag());
  await confirmItems(stack.url, reviewer, REFERRALS);
  const { recipients } = await askFor(
    z.object({ recipients: z.array(RecipientView) }),
    stack.url,
    referrer.token,
    'GET',
    '/v1/recipients',
  );
  recipientId = recipients.find(({ slug }) => slug === 'meta')?.recipientId ?? '';
});
afterAll(() => stack?.stop());

const rows = async <Row>(statement: string): Promise<Row[]> => (await stack.store.pool.query(statement)).rows;

describe('an exporter that was down for days, and is killed while it follows a schedule', {
  timeout: 90_000,
}, () => {
  it('leaves no half of a batch, and the next one goes on behind it', async () => {
    const daysAgo = new Date(Date.now() - 5 * 86_400_000);
    await setSchedule(stack.store, recipientId, atFive(), { dueAt: daysAgo, maximumReferrals: 1 });
    const gate = await stack.owner.connect();
    try {
      await gate.query('select pg_advisory_lock($1)', [GATE]);
      // In the middle of the second batch, before its audit row.
      await gate.query(`
        create function wait_at_gate() returns trigger language plpgsql as $$ begin
          if (select count(*) from referrals where state = 'BATCHED') = 2 then
            perform pg_advisory_xact_lock_shared(${GATE});
          end if;
          return new;
        end $$;
        create trigger gate before insert on audit for each row when (new.verb = 'BATCH_CREATED')
          execute function wait_at_gate()`);
      await stack.services.exporter.start();
      await until('the exporter stands at the gate', async () => {
        const { rowCount } = await stack.owner.query(
          `select from pg_locks where locktype = 'advisory' and objid = $1 and not granted`,
          [GATE],
        );
        return rowCount === 1;
      });
      await stack.services.exporter.kill();
      await gate.query('select pg_advisory_unlock($1)', [GATE]);
      await gate.query('drop trigger gate on audit');
    } finally {
      gate.release();
    }
    expect(await rows(`select count(*)::int as inside from referrals where state = 'BATCHED'`)).toEqual([
      { inside: 1 },
    ]);
    await stack.services.exporter.start();
    await until('the batches are built', async () => {
      const built = await rows(`select id from batches where state = 'BUILT'`);
      return built.length === REFERRALS;
    });
    expect(
      await rows(
        `select count(*)::int as inside, count(distinct batch_id)::int as batches from referrals where state = 'BATCHED'`,
      ),
    ).toEqual([{ inside: REFERRALS, batches: REFERRALS }]);
    expect(
      await rows(
        `select actor_id as actor, details ->> 'result' as result from audit where verb = 'SCHEDULE_FOLLOWED'`,
      ),
    ).toEqual([{ actor: null, result: 'BUILT' }]);
    // Nobody asked for a delivery, and none is under way.
    expect(await rows('select distinct delivery_state as delivery from batches')).toEqual([
      { delivery: 'NONE' },
    ]);
  });
});
