import { ModelComparison, ModelList, ModelMonitoring } from '@lapwing/contracts';
import { addModel } from '@lapwing/store/models/add-model';
import { ensureShippedModel } from '@lapwing/store/models/ensure-shipped-model';
import { someModel } from '@lapwing/store/testing/some-model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Joined, openTestApi, type TestApi } from '../testing/open-test-api.ts';

const [shipped, own] = [someModel(), someModel()];
let test: TestApi;
let admin: Joined;
let lead: Joined;
beforeAll(async () => {
  test = await openTestApi();
  admin = await test.join(['admin']);
  lead = await test.join(['lead']);
  await ensureShippedModel(test.store, shipped);
  await addModel(test.store, { personId: admin.personId, requestId: null }, own);
});
afterAll(() => test.close());

const statesFor = async (as: Joined): Promise<[string, string][]> => {
  const response = await test.ask('GET', '/v1/models', { as });
  const { models } = ModelList.parse(await response.json());
  return models.map(({ version, state }) => [version, state]);
};
const post = async (path: string, body?: unknown): Promise<number> =>
  (await test.ask('POST', `/v1/models/${path}`, { as: admin, ...(body === undefined ? {} : { body }) }))
    .status;

it('takes a version from the shadow to the champion’s place and back, for an admin, while a lead looks on', async () => {
  expect(await statesFor(lead)).toEqual([
    [shipped.version, 'CHAMPION'],
    [own.version, 'AVAILABLE'],
  ]);
  expect(await post(`${own.version}/promote`, { champion: shipped.version })).toBe(409);
  expect(await post(`${own.version}/shadow`)).toBe(204);
  const comparison = await test.ask('GET', `/v1/models/${own.version}/comparison`, { as: lead });
  expect(ModelComparison.parse(await comparison.json())).toMatchObject({
    riskThresholds: { champion: 0.5, challenger: 0.5 },
    rows: [{ enough: false, foundAtThreshold: { champion: { value: null } } }],
  });
  expect(await post(`${own.version}/promote`, { champion: own.version })).toBe(409);
  expect(await post(`${own.version}/promote`, { champion: shipped.version })).toBe(204);
  expect(await statesFor(lead)).toEqual([
    [own.version, 'CHAMPION'],
    [shipped.version, 'AVAILABLE'],
  ]);
  expect(await post('roll-back', { champion: own.version })).toBe(200);
  expect(await post(`${own.version}/retire`)).toBe(204);
  expect(await statesFor(admin)).toEqual([
    [shipped.version, 'CHAMPION'],
    [own.version, 'RETIRED'],
  ]);
});

it('gives aggregates to watch, and refuses what is no version', async () => {
  const monitoring = await test.ask('GET', '/v1/models/monitoring', { as: lead });
  expect(ModelMonitoring.parse(await monitoring.json())).toEqual({
    champion: shipped.version,
    agreement: [],
    drift: [],
  });
  expect(await post('../../etc/shadow')).toBe(404);
  expect(await post('text-0/shadow')).toBe(422);
  expect(await post('text-0000000000000000/shadow')).toBe(404);
});
