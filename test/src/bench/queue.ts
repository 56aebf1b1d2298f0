import { ClaimView, QueuePage } from '@lapwing/contracts';
import { ask, askFor } from '../stack/api-client.ts';
import { type Stack, startPrivateStack } from '../stack/start-stack.ts';
import { addTokenHolder, type TokenHolder } from '../stack/token-holders.ts';
import { until } from '../stack/until.ts';
import { crowdHead, fillQueue } from './fill-queue.ts';
import { type Bench, measurement, median, type Reported } from './measurement.ts';

const FEW = 10_000;
const MANY = 1_000_000;
const PAGES = 300;
const CLAIMS = 200;
const WARM_UP = 50;
const PAGES_DOWN = 20;
const CROWD = { held: 300, own: 300 };
const WANTED = { atMost: 1.5 };

/** Queue page and claim-next with ten thousand and with a million items waiting. */
export const queue: Bench = {
  name: 'queue',
  what: `Page of the queue and claim-next over HTTP with ${MANY} items waiting (baseline: ${FEW}), medians of ${PAGES} and ${CLAIMS} calls that go to the two in turn.`,
  async run() {
    const few = await openQueue(FEW);
    const many = await openQueue(MANY);
    try {
      const before = await scans(many.stack);
      const figures: Reported[] = [];
      const compare = async (name: string, calls: number, call: (queue: Queue) => Promise<number>) => {
        const times: { few: number[]; many: number[] } = { few: [], many: [] };
        for (let turn = 0; turn < WARM_UP + calls; turn += 1) {
          const [small, large] = [await call(few), await call(many)];
          if (turn < WARM_UP) continue;
          times.few.push(small);
          times.many.push(large);
        }
        figures.push(
          measurement(name, median(times.many), 'ms', { baseline: median(times.few), wanted: WANTED }),
        );
      };
      await compare('queue.page', PAGES, ({ page }) => page('?limit=50'));
      await compare('queue.page-deep', PAGES, ({ page, deep }) => page(`?limit=50&cursor=${deep}`));
      await compare('queue.claim', CLAIMS, ({ claimNext }) => claimNext());
      for (const { stack, reviewer, colleague } of [few, many])
        await crowdHead(stack, reviewer.personId, colleague.personId, CROWD);
      await compare('queue.page-crowded', PAGES, ({ page }) => page('?limit=50'));
      await compare('queue.claim-crowded', CLAIMS, ({ claimNext }) => claimNext());
      const calls = 3 * (PAGES + WARM_UP) + 2 * (CLAIMS + WARM_UP);
      const used = await until('Postgres has counted its scans', async () => {
        const now = await scans(many.stack);
        return now.index - before.index >= calls && now;
      });
      const sequential = used.sequential - before.sequential;
      figures.push(measurement('queue.full-table-scans', sequential, 'scans', { wanted: { atMost: 0 } }));
      return figures;
    } finally {
      await many.stack.stop();
      await few.stack.stop();
    }
  },
};

interface Queue {
  stack: Stack;
  reviewer: TokenHolder;
  colleague: TokenHolder;
  /** Cursor of a page further down. */
  deep: string;
  /** Milliseconds for one page. */
  page(query: string): Promise<number>;
  /** Milliseconds for one claim, which is handed back afterwards. */
  claimNext(): Promise<number>;
}

async function openQueue(count: number): Promise<Queue> {
  const stack = await startPrivateStack({ start: ['api'] });
  await fillQueue(stack, count);
  const reviewer = await addTokenHolder(stack, ['reviewer']);
  const colleague = await addTokenHolder(stack, ['reviewer']);
  const get = (query: string) => askFor(QueuePage, stack.url, reviewer.token, 'GET', `/v1/items${query}`);
  let deep = '';
  for (let down = 0; down < PAGES_DOWN; down += 1) {
    const { nextCursor } = await get(`?limit=50${deep === '' ? '' : `&cursor=${deep}`}`);
    if (nextCursor === null) throw new Error('The queue ended early');
    deep = encodeURIComponent(nextCursor);
  }
  return {
    stack,
    reviewer,
    colleague,
    deep,
    page: (query) =>
      timed(async () => {
        const { items } = await get(query);
        if (items.length !== 50) throw new Error(`A page of ${items.length} items`);
      }),
    async claimNext() {
      let claim: ClaimView | undefined;
      const milliseconds = await timed(async () => {
        claim = await askFor(ClaimView, stack.url, reviewer.token, 'POST', '/v1/claims', { body: {} });
      });
      const handBack = `/v1/claims/${claim?.claimId}/hand-back`;
      const { status } = await ask(stack.url, reviewer.token, 'POST', handBack, {
        body: { token: claim?.token },
      });
      if (status !== 204) throw new Error(`Handing back was answered ${status}`);
      return milliseconds;
    },
  };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** How often Postgres read the queue from its index, and the table of items from end to end. */
async function scans({ owner }: Pick<Stack, 'owner'>): Promise<{ index: number; sequential: number }> {
  const { rows } = await owner.query<{ index: number; sequential: number }>(
    `select (select idx_scan from pg_stat_user_indexes where indexrelname = 'items_queue')::int as index,
       (select seq_scan from pg_stat_user_tables where relname = 'items')::int as sequential`,
  );
  const [row] = rows;
  if (!row) throw new Error('A select without a row');
  return row;
}
