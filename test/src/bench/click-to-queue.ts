import { ItemDetail, QueuePage } from '@lapwing/contracts';
import { askFor, postFlag } from '../stack/api-client.ts';
import { inventFlag } from '../stack/invent-flag.ts';
import { openEvents } from '../stack/live-events.ts';
import { type Stack, startPrivateStack } from '../stack/start-stack.ts';
import { addTokenHolder, type TokenHolder } from '../stack/token-holders.ts';
import { until } from '../stack/until.ts';
import { type Bench, measurement, median, quantile } from './measurement.ts';

const WARM_UP = 10;
const CLICKS = 100;
const WANTED_MS = 1_000;

/** From the click to the item standing in the queue with its score. */
export const clickToQueue: Bench = {
  name: 'click-to-queue',
  what: `${CLICKS} flags one after another, each from POST until GET /v1/items shows its item with a score; then ${CLICKS} more until the live events led a console there.`,
  async run() {
    const stack = await startPrivateStack();
    try {
      const analyst = await addTokenHolder(stack, ['analyst']);
      const reviewer = await addTokenHolder(stack, ['reviewer']);
      const asked: number[] = [];
      const told: number[] = [];
      for (let click = 0; click < WARM_UP; click += 1) await untilListed(stack, analyst, reviewer);
      for (let click = 0; click < CLICKS; click += 1) asked.push(await untilListed(stack, analyst, reviewer));
      const events = await openEvents(stack.url, reviewer.token);
      for (let click = 0; click < CLICKS; click += 1)
        told.push(await untilTold(stack, analyst, reviewer, events));
      events.close();
      return [
        measurement('click-to-queue.listed.p50', median(asked), 'ms', { wanted: { atMost: WANTED_MS } }),
        measurement('click-to-queue.listed.p99', quantile(asked, 0.99), 'ms'),
        measurement('click-to-queue.live.p50', median(told), 'ms', { wanted: { atMost: WANTED_MS } }),
        measurement('click-to-queue.live.p99', quantile(told, 0.99), 'ms'),
      ];
    } finally {
      await stack.stop();
    }
  },
};

const isScored = (item: { risk: number | null; abstained: boolean }): boolean =>
  item.risk !== null || item.abstained;

/** Each flag is the most pressing one so far or its equal, so that it stands on one of the first pages. */
const pressing = () => inventFlag({ urgency: 'URGENT', severity: 4 });

async function untilListed(stack: Stack, analyst: TokenHolder, reviewer: TokenHolder): Promise<number> {
  const startedAt = performance.now();
  const { itemId } = await postFlag(stack.url, analyst.token, pressing());
  let cursor: string | null = null;
  await until(`${itemId} is listed with its score`, async () => {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: QueuePage = await askFor(
      QueuePage,
      stack.url,
      reviewer.token,
      'GET',
      `/v1/items?limit=100${query}`,
    );
    cursor = page.nextCursor;
    return page.items.some((item) => item.itemId === itemId && isScored(item));
  });
  return performance.now() - startedAt;
}

async function untilTold(
  stack: Stack,
  analyst: TokenHolder,
  reviewer: TokenHolder,
  events: Awaited<ReturnType<typeof openEvents>>,
): Promise<number> {
  const startedAt = performance.now();
  const { itemId } = await postFlag(stack.url, analyst.token, pressing());
  for (;;) {
    await events.next((event) => event.kind === 'ITEM_CHANGED' && event.itemId === itemId);
    const item = await askFor(ItemDetail, stack.url, reviewer.token, 'GET', `/v1/items/${itemId}`);
    if (isScored(item)) return performance.now() - startedAt;
  }
}
