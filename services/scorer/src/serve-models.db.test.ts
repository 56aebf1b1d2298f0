import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { silentLogger } from '@lapwing/store/logging';
import { addModel } from '@lapwing/store/models/add-model';
import { endShadow } from '@lapwing/store/models/end-shadow';
import { listModels } from '@lapwing/store/models/list-models';
import { promoteModel } from '@lapwing/store/models/promote-model';
import { rollBackModel } from '@lapwing/store/models/roll-back-model';
import { startShadow } from '@lapwing/store/models/start-shadow';
import { openQueues } from '@lapwing/store/queues/open-queues';
import { createSealer } from '@lapwing/store/sealing';
import { type Actor, openDatabase, type Store } from '@lapwing/store/store';
import { createTestDatabase, type TestDatabase } from '@lapwing/store/testing/create-test-database';
import { someModel } from '@lapwing/store/testing/some-model';
import { addPerson, freshKey, invent } from '@lapwing/store/testing/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startScorer } from './start-scorer.ts';
import { anotherVersion, shippedNow, withoutNumberFor } from './testing/another-version.ts';

const sealKey = randomBytes(32);
const modelDirectory = fileURLToPath(new URL('../../../models/shipped/', import.meta.url));

let database: TestDatabase;
let store: Store;
let dataDirectory: string;
let shipped: string;
let challenger: string;
let admin: Actor;
let start: () => Promise<void>;
let stop: () => Promise<void>;
let close: () => Promise<void>;

beforeAll(async () => {
  database = await createTestDatabase();
  const location = { redisUrl: database.redisUrl, databaseUrl: database.appUrl };
  const queues = await openQueues(location, { log: silentLogger() });
  store = { ...openDatabase(database.appUrl), sealer: createSealer(sealKey), queues };
  admin = await addPerson(store, ['admin']);
  dataDirectory = await mkdtemp(join(tmpdir(), 'lapwing-models-'));
  challenger = await anotherVersion(join(dataDirectory, 'models'), 'Of our own.');
  shipped = await shippedNow();
  start = async () => {
    const settings = { sealKey, modelDirectory, dataDirectory, checkShare: 0, concurrency: 8 };
    const scorer = await startScorer({ ...location, ...settings, log: silentLogger() });
    stop = scorer.stop;
  };
  close = async () => {
    await queues.close();
    await store.pool.end();
    await database.drop();
    await rm(dataDirectory, { recursive: true, force: true });
  };
  await start();
});
afterAll(async () => {
  await stop();
  await close();
});

const flagItem = async (text: string): Promise<string> => {
  const analyst = await addPerson(store, ['analyst']);
  return (await acceptFlag(store, analyst, invent({ text, language: 'en' }), { idempotencyKey: freshKey() }))
    .itemId;
};

const scoresOf = async (itemId: string): Promise<Record<string, boolean>> => {
  const { rows } = await store.pool.query<{ version: string; shadow: boolean }>(
    'select model_version as version, shadow from scores where item_id = $1',
    [itemId],
  );
  return Object.fromEntries(
    rows.map(({ version, shadow }) => [`${version}${shadow ? ' in shadow' : ''}`, true]),
  );
};
const itemOf = async (itemId: string) => {
  const { rows } = await store.pool.query<{ risk: number; rank: number; scored_by: string }>(
    'select risk, rank, scored_by, check_percent, version from items where id = $1',
    [itemId],
  );
  return rows[0];
};
const untilScoredBy = (itemId: string, version: string) =>
  expect.poll(async () => (await itemOf(itemId))?.scored_by, { timeout: 25_000 }).toBe(version);
const modelOf = async (version: string) =>
  (await listModels(store)).models.find((model) => model.version === version);

describe('a running scorer', { timeout: 90_000 }, () => {
  let open: string;

  it('registers the model of the release as the first champion', async () => {
    await expect.poll(() => modelOf(shipped), { timeout: 25_000 }).toMatchObject({ state: 'CHAMPION' });
    const registered = await modelOf(shipped);
    expect(registered?.figures.test.length).toBeGreaterThan(0);
    expect(registered?.figures.natural?.rows.length).toBeGreaterThan(0);
    expect(registered?.figures.ordinary).toContainEqual(expect.objectContaining({ source: 'all' }));
    expect(registered?.riskThreshold).toBeGreaterThan(0);
  });

  it('lets a challenger score in shadow, and it moves nothing', async () => {
    open = await flagItem('How old are you? Keep this our secret, do not tell your mother.');
    await untilScoredBy(open, shipped);
    const before = await itemOf(open);
    const facts = { ...someModel(), version: challenger };
    await addModel(store, admin, facts);
    await startShadow(store, admin, challenger);
    await expect
      .poll(() => scoresOf(open), { timeout: 25_000 })
      .toEqual({ [shipped]: true, [`${challenger} in shadow`]: true });
    expect(await itemOf(open)).toEqual(before);
  });

  it('follows a promotion without a restart and scores open items again, and so back', async () => {
    await promoteModel(store, admin, { version: challenger, champion: shipped });
    await untilScoredBy(open, challenger);
    await untilScoredBy(await flagItem('A summer camp of our school'), challenger);
    await rollBackModel(store, admin, challenger);
    await untilScoredBy(open, shipped);
    await untilScoredBy(await flagItem('Another camp of our school'), shipped);
  });

  it('goes on where a challenger gives no number for a post, and refuses the challenger', async () => {
    const folder = join(dataDirectory, 'models');
    const broken = await anotherVersion(folder, 'Without numbers.', withoutNumberFor('camp'));
    await addModel(store, admin, { ...someModel(), version: broken });
    await startShadow(store, admin, broken);
    await untilScoredBy(await flagItem('A camp is a camp'), shipped);
    await expect
      .poll(async () => (await modelOf(broken))?.refused, { timeout: 25_000 })
      .toBe('The model gave a score that cannot be read');
    await untilScoredBy(await flagItem('A second camp of our school'), shipped);
    await endShadow(store, admin, broken);
  });

  it('refuses a challenger whose folder was tampered with and says so, until somebody mends it', async () => {
    const table = join(dataDirectory, 'models', challenger, 'table.bin');
    await cp(table, join(dataDirectory, 'kept'));
    await writeFile(table, 'not what it was');
    await startShadow(store, admin, challenger);
    await expect
      .poll(async () => (await modelOf(challenger))?.refused, { timeout: 25_000 })
      .toMatch(/table\.bin/);
    await untilScoredBy(await flagItem('A third camp of our school'), shipped);
    await cp(join(dataDirectory, 'kept'), table);
    await expect.poll(async () => (await modelOf(challenger))?.refused, { timeout: 25_000 }).toBeNull();
  });

  it('keeps the model it has where the folder of a promoted one is gone', async () => {
    await promoteModel(store, admin, { version: challenger, champion: shipped });
    await untilScoredBy(open, challenger);
    await rollBackModel(store, admin, challenger);
    await untilScoredBy(open, shipped);
    await startShadow(store, admin, challenger);
    await rm(join(dataDirectory, 'models', challenger), { recursive: true });
    await promoteModel(store, admin, { version: challenger, champion: shipped });
    await expect
      .poll(async () => (await modelOf(challenger))?.refused, { timeout: 25_000 })
      .toMatch(/no folder/);
    const later = await flagItem('A fourth camp of our school');
    await untilScoredBy(later, shipped);
  });

  it('starts with the model of the release where the champion cannot be loaded', async () => {
    await stop();
    await start();
    await untilScoredBy(await flagItem('A fifth camp of our school'), shipped);
    expect(await modelOf(challenger)).toMatchObject({ state: 'CHAMPION', refused: expect.any(String) });
  });
});
