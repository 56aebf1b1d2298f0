import { verifyPath } from '@lapwing/exporter';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { confirmItem } from '@lapwing/store/testing/confirmed-item';
import { addPoliceUnit } from '@lapwing/store/testing/police-unit';
import { addPerson } from '@lapwing/store/testing/workspace';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, startConsoleBrowser } from './browser/console-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';

let stack: Stack;
let browser: Browser;
let referrer: Page;
let lead: Page;
let itemId: string;
const other = 'https://www.facebook.com/lapwing.example/posts/6000000002';
const alone = 'https://www.youtube.com/watch?v=lapwing0077';

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api', 'exporter'] }),
    startConsoleBrowser(),
  ]);
  const { store } = stack;
  await ensureReadyMadeRecipients(store);
  await addPoliceUnit(store, await addPerson(store, ['admin']));
  const url = 'https://www.facebook.com/lapwing.example/posts/6000000001';
  ({ itemId } = await confirmItem(store, { url, authorHandle: 'lapwing.example' }));
  await confirmItem(store, { url: other, authorHandle: 'lapwing.example' });
  await confirmItem(store, { url: alone });
  const open = async (role: 'referrer' | 'lead', name: string): Promise<Page> => {
    const { context, page } = await openDesk(browser);
    await bringSession(context, await enrolPerson(stack, [role], name), stack.url);
    return page;
  };
  referrer = await open('referrer', 'Rae Example');
  lead = await open('lead', 'Lee Example');
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

const fillGround = async (page: Page, reference: string) => {
  await page.getByLabel('Unit that asked').fill('Child protection police');
  await page.getByLabel('Under the authority of').fill('Provincial court');
  await page.getByLabel('Their reference').fill(reference);
  await page.getByLabel('Legal basis').fill('Order to produce of 30 January 2026');
};
const heading = (page: Page, name: string) => page.getByRole('heading', { name });

describe('evidence for police', () => {
  it('is asked for by one person, approved by a lead, downloaded, and verified', async () => {
    await referrer.goto(`${stack.url}/evidence/new/${itemId}`);
    await referrer.getByLabel(other).check();
    await referrer.getByLabel('Another item').fill(alone);
    await referrer.getByLabel('Another item').press('Enter');
    await referrer.getByLabel(alone).waitFor();
    await fillGround(referrer, 'CP 17/2569');
    await expect
      .poll(() => referrer.getByRole('button', { name: 'Ask for this package' }).isDisabled())
      .toBe(true);
    await referrer.getByRole('button', { name: 'See what it says' }).press('Enter');
    await heading(referrer, 'Item 3 of 3').waitFor();
    await referrer.getByRole('button', { name: 'Ask for this package' }).press('Enter');
    await referrer.getByText('You asked for this package.').waitFor();
    expect(await referrer.getByRole('button', { name: 'Approve and build' }).count()).toBe(0);

    await lead.goto(`${stack.url}/evidence`);
    await lead.getByRole('link', { name: /CP 17\/2569/ }).click();
    await heading(lead, 'Item 1 of 3').waitFor();
    await lead.getByRole('button', { name: 'Approve and build' }).press('Enter');
    await lead.getByText(/Approved by/).waitFor();

    await referrer.reload();
    const [download] = await Promise.all([
      referrer.waitForEvent('download'),
      referrer.getByRole('link', { name: 'Download' }).click(),
    ]);
    const report = await verifyPath(await download.path());
    expect(report.findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(report).toMatchObject({ ok: true, about: { kind: 'evidence', tlp: 'TLP:AMBER+STRICT' } });
    const sha256 = report.findings
      .map(({ sentence }) => /SHA-256 is (\w+)/.exec(sentence)?.[1])
      .find(Boolean);
    await referrer.getByText(sha256 ?? 'no hash').waitFor();
  });

  it('says at the field what is missing, and who must not be named', async () => {
    await referrer.goto(`${stack.url}/evidence/new/${itemId}`);
    await fillGround(referrer, '');
    await referrer.getByLabel('Under the authority of').fill('Asked through Lee Example');
    await referrer.getByRole('button', { name: 'See what it says' }).click();
    await heading(referrer, 'Item 1 of 1').waitFor();
    await referrer.getByRole('button', { name: 'Ask for this package' }).click();
    await referrer.getByText('Fill this in.').waitFor();
    await referrer.getByLabel('Their reference').fill('CP 18/2569');
    await referrer.getByRole('button', { name: 'Ask for this package' }).click();
    await referrer.getByText('This names somebody who works here. Leave the name out.').waitFor();
  });

  it('is looked at anew when something else is chosen', async () => {
    await referrer.goto(`${stack.url}/evidence/new/${itemId}`);
    await referrer.getByRole('button', { name: 'See what it says' }).click();
    await heading(referrer, 'Item 1 of 1').waitFor();
    await referrer.getByLabel(other).check();
    await heading(referrer, 'Item 1 of 1').waitFor({ state: 'detached' });
    expect(await referrer.getByRole('button', { name: 'Ask for this package' }).isDisabled()).toBe(true);
  });

  it('is reached from a confirmed item, and can be turned down with a reason', async () => {
    await lead.goto(`${stack.url}/queue/${itemId}`);
    await lead.getByRole('link', { name: 'Evidence for police' }).click();
    await fillGround(lead, 'CP 19/2569');
    await lead.getByRole('button', { name: 'See what it says' }).click();
    await heading(lead, 'Item 1 of 1').waitFor();
    await lead.getByRole('button', { name: 'Ask for this package' }).click();
    await lead.getByText('You asked for this package.').waitFor();

    await referrer.goto(`${stack.url}/evidence`);
    await referrer.getByRole('link', { name: /CP 19\/2569/ }).click();
    await referrer.getByRole('button', { name: 'Turn down' }).click();
    await referrer.getByRole('dialog').getByLabel('Reason').fill('No order yet');
    await referrer.getByRole('dialog').getByRole('button', { name: 'Turn down' }).click();
    await referrer.getByText(/Turned down by .*: No order yet/).waitFor();
  });
});
