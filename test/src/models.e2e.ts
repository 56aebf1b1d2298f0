import { join } from 'node:path';
import { anotherVersion, shippedNow } from '@lapwing/scorer/testing/another-version';
import { addModel } from '@lapwing/store/models/add-model';
import { listModels } from '@lapwing/store/models/list-models';
import { someModel } from '@lapwing/store/testing/some-model';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk, startConsoleBrowser } from './browser/console-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { postFlag } from './stack/api-client.ts';
import { inventFlag } from './stack/invent-flag.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';
import { addTokenHolder } from './stack/token-holders.ts';
import { until } from './stack/until.ts';

let stack: Stack;
let browser: Browser;
let admin: Desk;
let lead: Desk;
let shipped: string;
let own: string;
let itemId: string;

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api', 'scorer'] }),
    startConsoleBrowser(),
  ]);
  const deskOf = async (role: 'admin' | 'lead') => {
    const desk = await openDesk(browser);
    await bringSession(desk.context, await enrolPerson(stack, [role], `Some ${role}`), stack.url);
    return desk;
  };
  [admin, lead] = [await deskOf('admin'), await deskOf('lead')];
  shipped = await shippedNow();
  own = await anotherVersion(join(stack.dataDirectory, 'models'), 'Of our own.');
  await until('the model of the release is registered', async () =>
    (await listModels(stack.store)).models.some(({ version }) => version === shipped),
  );
  const { personId } = await addTokenHolder(stack, ['admin']);
  await addModel(stack.store, { personId, requestId: null }, { ...someModel(), version: own });
  const analyst = await addTokenHolder(stack, ['analyst']);
  ({ itemId } = await postFlag(stack.url, analyst.token, inventFlag()));
  await scoredBy(shipped);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

const scoredBy = (version: string) =>
  until(`the item is scored by ${version}`, async () => {
    const { rows } = await stack.owner.query('select scored_by from items where id = $1', [itemId]);
    return rows[0]?.scored_by === version;
  });
const rowOf = (page: Page, version: string) => page.getByRole('listitem').filter({ hasText: version });
const confirm = async (page: Page, name: string) => {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
};

describe('the page of models', () => {
  it('lets an admin try a version in shadow, promote it and roll back, and the running scorer follows', async () => {
    const { page } = admin;
    await page.goto(`${stack.url}/models`);
    await rowOf(page, own).getByRole('button', { name: 'Score in shadow' }).click();
    await confirm(page, 'Score in shadow');
    await rowOf(page, own).getByText('in shadow', { exact: true }).waitFor();
    await until('the challenger has scored in shadow', async () => {
      const { rows } = await stack.owner.query('select from scores where shadow and model_version = $1', [
        own,
      ]);
      return rows.length > 0;
    });

    await rowOf(page, own).getByRole('button', { name: 'Promote' }).click();
    await page.getByText('not enough decisions').waitFor();
    await confirm(page, 'Promote');
    await rowOf(page, own).getByText('orders the queue').waitFor();
    await scoredBy(own);

    await rowOf(page, shipped).getByRole('button', { name: 'Roll back' }).click();
    await confirm(page, 'Roll back');
    await rowOf(page, shipped).getByText('orders the queue').waitFor();
    await scoredBy(shipped);
    const { rows } = await stack.owner.query(
      `select verb from audit where subject_kind = 'model' and actor_id is not null order by sequence`,
    );
    expect(rows.map(({ verb }) => verb)).toEqual([
      'MODEL_ADDED',
      'MODEL_SHADOW_STARTED',
      'MODEL_PROMOTED',
      'MODEL_ROLLED_BACK',
    ]);
  });

  it('shows a lead the versions and none of the buttons', async () => {
    const { page } = lead;
    await page.goto(`${stack.url}/models`);
    await rowOf(page, shipped).getByText('orders the queue').waitFor();
    expect(await page.getByRole('button', { name: /Roll back|Score in shadow|Retire|Promote/ }).count()).toBe(
      0,
    );
  });

  it('says when somebody else changed the champion meanwhile', async () => {
    const { page } = admin;
    const { personId } = await addTokenHolder(stack, ['admin']);
    await stack.owner.query(`update model_versions set state = 'CHALLENGER' where version = $1`, [own]);
    await page.reload();
    await rowOf(page, own).getByRole('button', { name: 'Promote' }).click();
    await page.getByRole('dialog').getByText('not enough decisions').waitFor();
    await stack.owner.query(`update model_versions set state = 'AVAILABLE', state_by = $1`, [personId]);
    const third = { ...someModel(), state: 'CHAMPION' };
    await stack.owner.query(
      `insert into model_versions (version, state, labels, languages, figures) values ($1, $2, '{}', '{}', $3)`,
      [third.version, third.state, third.figures],
    );
    await stack.owner.query(`update model_versions set state = 'CHALLENGER' where version = $1`, [own]);
    await page.getByRole('dialog').getByRole('button', { name: 'Promote', exact: true }).click();
    await page.getByRole('dialog').getByRole('alert').waitFor();
  });
});
