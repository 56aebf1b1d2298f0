import { findRedisServer } from '@lapwing/store/redis/private-redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childrenOf } from '../stack/process-tree.ts';
import { startPrivateStack } from '../stack/start-stack.ts';
import { addTokenHolder, type TokenHolder } from '../stack/token-holders.ts';
import { until } from '../stack/until.ts';
import {
  expectEveryFlagOnce,
  expectEveryItemScoredOnce,
  expectQueueAgrees,
  untilNothingIsDue,
} from './expect-nothing-lost.ts';
import { type PersistentClients, startPersistentClients } from './persistent-client.ts';

const ANALYSTS = 4;
/** Flags that must come through after each kill, before the next. */
const FLAGS_BETWEEN = 60;

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let clients: PersistentClients;
let reviewer: TokenHolder;

beforeAll(async () => {
  stack = await startPrivateStack();
  reviewer = await addTokenHolder(stack, ['reviewer']);
  const analysts = await Promise.all(
    Array.from({ length: ANALYSTS }, () => addTokenHolder(stack, ['analyst'])),
  );
  clients = startPersistentClients(stack.url, analysts);
});
afterAll(async () => {
  await clients?.finish();
  await stack?.stop();
});

/** Waits until as many more flags were acknowledged: the system works, or works again. */
async function moreFlags(count = FLAGS_BETWEEN): Promise<void> {
  const before = clients.acknowledged.length;
  await until(`${count} more flags are acknowledged`, () => clients.acknowledged.length >= before + count);
}

function pids(): (number | undefined)[] {
  return Object.values(stack.services).map((service) => service.pid());
}

function inferenceChild(): number | undefined {
  const scorer = stack.services.scorer.pid();
  return scorer === undefined ? undefined : childrenOf(scorer)[0];
}

async function killInferenceChild(): Promise<void> {
  const child = await until('there is an inference child', inferenceChild);
  process.kill(child, 'SIGKILL');
  await until('there is a new inference child', () => {
    const next = inferenceChild();
    return next !== undefined && next !== child;
  });
}

/** The tests of this file follow one another on one stack, while the clients never stop flagging. */
describe('while flags come in', { timeout: 90_000 }, () => {
  it('the API can be killed', async () => {
    await moreFlags();
    await stack.services.api.kill();
    await stack.services.api.start();
    await moreFlags();
  });

  it('the scorer can be killed', async () => {
    await stack.services.scorer.kill();
    await moreFlags();
    await stack.services.scorer.start();
    await moreFlags();
  });

  it('the inference child can be killed again and again', async () => {
    const before = pids();
    for (let turn = 0; turn < 3; turn += 1) {
      await killInferenceChild();
      await moreFlags(20);
    }
    expect(pids()).toEqual(before);
  });

  it('the exporter can be killed', async () => {
    await stack.services.exporter.kill();
    await moreFlags();
    await stack.services.exporter.start();
  });

  it.runIf(findRedisServer())('Redis can be killed, and flags are accepted without it', async () => {
    await stack.redis?.kill();
    await moreFlags();
    await stack.redis?.start();
    await moreFlags();
  });

  it('Postgres can be killed, and takes no service with it', async () => {
    const before = pids();
    await stack.database.kill();
    const acknowledged = clients.acknowledged.length;
    await until('flags are being repeated', () => clients.repeats() > ANALYSTS);
    expect(clients.acknowledged.length).toBe(acknowledged);
    await stack.database.start();
    await moreFlags();
    expect(pids()).toEqual(before);
  });

  it('afterwards every acknowledged flag is there once, scored once, and stands in the queue', async () => {
    await clients.finish();
    expect(clients.refused).toEqual([]);
    expect(clients.repeats()).toBeGreaterThan(0);
    await expectEveryFlagOnce(stack, clients.acknowledged);
    await untilNothingIsDue(stack);
    await expectEveryItemScoredOnce(stack);
    await expectQueueAgrees(stack, reviewer);
  });
});
