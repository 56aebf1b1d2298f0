import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { listOwnFlags } from '@lapwing/store/flags/list-own-flags';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { listReferrals } from '@lapwing/store/referrals/list-referrals';
import { takeReply } from '@lapwing/store/replies/take-reply';
import { flaggerOf } from '@lapwing/store/testing/ready-referrals';
import { sentToGoogle } from '@lapwing/store/testing/sent-referrals';
import { addPerson, freshKey, invent } from '@lapwing/store/testing/workspace';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk, startConsoleBrowser } from './browser/console-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';

let stack: Stack;
let browser: Browser;
let desk: Desk;
let page: Page;
let sent: string[];
let addresses: string[];

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    startConsoleBrowser(),
  ]);
  await ensureReadyMadeRecipients(stack.store);
  sent = await sentToGoogle(stack.store, await addPerson(stack.store, ['referrer']), 4);
  addresses = await Promise.all(sent.map(addressOf));
  desk = await openDesk(browser);
  await bringSession(desk.context, await enrolPerson(stack, ['referrer'], 'Rae Example'), stack.url);
  page = desk.page;
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

const addressOf = async (referralId: string): Promise<string> => {
  const [shown] = (await listReferrals(stack.store, { limit: 1, find: referralId })).referrals;
  return shown?.url ?? '';
};
/** What the analyst who flagged it is told. */
const toldAnalyst = async (referralId: string) => {
  const analyst = await flaggerOf(stack.store, referralId);
  const { flags } = await listOwnFlags(stack.store, analyst, { limit: 10 });
  return flags.flatMap((flag) => flag.referrals.flatMap((one) => one.outcomes.map(({ kind }) => kind)));
};
/** Thai letters lie in Windows-874 in the order of Unicode, from 0xA1. */
const windows874 = (text: string) =>
  Buffer.from(
    [...text].map((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return code < 0x80 ? code : code - 0x0e01 + 0xa1;
    }),
  );
const chooseFile = async (buffer: Buffer) => {
  await page.goto(`${stack.url}/outcomes/file`);
  await page.getByLabel('Recipient').selectOption({ label: 'Google (YouTube, Drive, Sites, Search)' });
  await page
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'reply.csv', mimeType: 'text/csv', buffer });
};
const meaning = (word: string) => page.getByLabel(`Meaning of “${word}”`);
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

describe('a file of outcomes', () => {
  const thai = () =>
    windows874(
      [
        'เลขที่,ลิงก์,ผล,วันที่',
        `ก-1,${addresses[0]},ลบแล้ว,03/11/2569 10:00`,
        `ก-2,${addresses[1]},ไม่พบการละเมิด,04/11/2569`,
        `ก-3,${addresses[2]} ${addresses[3]},ลบแล้ว,05/11/2569`,
        'ก-4,,รอตรวจ,',
      ].join('\r\n'),
    );

  it('in Windows-874 is read after a person saw that its letters are right', async () => {
    await chooseFile(thai());
    await page.getByText('does not say how its characters are written').waitFor();
    await page.getByLabel('Characters').selectOption('windows-1252');
    await page.getByRole('columnheader', { name: 'Å' }).first().waitFor();
    await page.getByLabel('Characters').selectOption('utf-8');
    await page.getByText('not written in this way').waitFor();
    await page.getByLabel('Characters').selectOption('windows-874');
    await page.getByRole('columnheader', { name: 'เลขที่' }).waitFor();
  });

  it('says what is missing before anything is shown', async () => {
    await press('See what would be recorded');
    await page.getByText('Choose at least one of the first three').waitFor();
    await page.getByLabel('Their number').selectOption('เลขที่');
    await page.getByLabel('Address').selectOption('ลิงก์');
    await page.getByLabel('Outcome').selectOption('ผล');
    await page.getByLabel('Time', { exact: false }).first().selectOption('วันที่');
    await press('See what would be recorded');
    await page.getByText('Say what each word means').waitFor();
    await meaning('ลบแล้ว').selectOption('REMOVED');
    await meaning('ไม่พบการละเมิด').selectOption('NO_VIOLATION');
    await meaning('รอตรวจ').selectOption('NOTHING');
    await page.getByLabel('Times are those of').selectOption('Asia/Bangkok');
  });

  it('shows what would be recorded, records exactly that, and the analyst is told', async () => {
    await press('See what would be recorded');
    const rows = page.getByRole('table', { name: 'What would be recorded' }).getByRole('row');
    await rows.filter({ hasText: addresses[0] }).getByText('recorded', { exact: true }).waitFor();
    await rows.filter({ hasText: 'Several referrals fit.' }).getByText('tray', { exact: true }).waitFor();
    expect(await toldAnalyst(sent[0] ?? '')).toEqual([]);
    await press('Record');
    await page.getByText('2 outcomes recorded.').first().waitFor();
    expect(await toldAnalyst(sent[0] ?? '')).toEqual(['REMOVED']);
    expect(await toldAnalyst(sent[1] ?? '')).toEqual(['NO_VIOLATION']);
  });

  it('leaves what is in doubt to a person, who finds it in the tray', async () => {
    await page.getByRole('heading', { name: 'Tray' }).waitFor();
    await press('Record for this referral');
    await page.getByText('Choose a referral.').waitFor();
    await page.getByRole('radio', { name: addresses[3] }).check();
    await press('Record for this referral');
    await page.getByText('The tray is empty').waitFor();
    expect(await toldAnalyst(sent[2] ?? '')).toEqual([]);
    expect(await toldAnalyst(sent[3] ?? '')).toEqual(['REMOVED']);
  });

  it('is read as before the next time, and the same file changes nothing', async () => {
    await chooseFile(thai());
    await page.getByLabel('Characters').selectOption('windows-874');
    await press('See what would be recorded');
    await page.getByText('There is nothing new in this file.').waitFor();
    expect(await page.getByRole('button', { name: 'Record', exact: true }).isDisabled()).toBe(true);
  });

  it('read with other characters after the preview is shown anew before it is recorded', async () => {
    await chooseFile(windows874(`id,result\r\n${sent[1]} ลบ,REMOVED\r\n`));
    await page.getByLabel('Characters').selectOption('windows-874');
    await page.getByLabel('Our referral id').selectOption('id');
    await page.getByLabel('Outcome').selectOption('result');
    await press('See what would be recorded');
    const plan = page.getByRole('table', { name: 'What would be recorded' });
    await plan.waitFor();
    await page.getByLabel('Characters').selectOption('windows-1252');
    await page.getByRole('cell', { name: 'Åº' }).first().waitFor();
    expect(await plan.count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Record', exact: true }).count()).toBe(0);
  });

  it('that is no table is refused with the line', async () => {
    await chooseFile(Buffer.from('id,result\n1,"open\n2,x\n'));
    await page.getByText('A quotation mark is not closed, from line 3 on.').waitFor();
    await chooseFile(Buffer.from(`\ufeffid;result\n1;x;y\n`, 'utf16le'));
    await page.getByText('Line 2 has another number of cells than the headings.').waitFor();
  });
});

describe('a reply by e-mail', () => {
  const lie = async (uid: number, said: Partial<Parameters<typeof takeReply>[1]['message']>) =>
    takeReply(stack.store, {
      mailbox: 'replies',
      uidValidity: 1n,
      uid,
      message: {
        kind: 'ANSWER',
        textState: 'WHOLE',
        messageId: `<${uid}@platform.example>`,
        from: ['desk@platform.example'],
        answers: [],
        subject: 'Re: referral',
        text: '',
        quoted: '',
        receivedAt: new Date(),
        bounceStatus: null,
        ...said,
      },
    });

  it('says nothing until a person has read it, and then what she says it means, of those that she names', async () => {
    const [one = '', two = ''] = await sentToGoogle(
      stack.store,
      await addPerson(stack.store, ['referrer']),
      2,
    );
    await lie(1, { text: `About ${one} and ${two}: both accounts are closed. <b>Bold</b>` });
    await page.goto(`${stack.url}/outcomes/tray`);
    await page.getByText('Reply, not read yet').waitFor();
    await page.getByText('none of this recipient’s addresses').waitFor();
    expect(await page.getByText('both accounts are closed').count()).toBe(0);
    await press('Record for the selected');
    await page.getByText('Read it, then say what it means.').waitFor();
    await press('Read the reply');
    await page.getByText('both accounts are closed. <b>Bold</b>').waitFor();
    await page.getByText('Anybody can write any sender.').waitFor();
    await press('Select all of these');
    await page.getByLabel('What does it say?').selectOption('ACCOUNT_DISABLED');
    await page.getByLabel('Their number for it').fill('CASE-31');
    expect(await toldAnalyst(one)).toEqual([]);
    await press('Record for the selected');
    await page.getByText('The tray is empty').waitFor();
    for (const id of [one, two]) expect(await toldAnalyst(id)).toEqual(['ACCOUNT_DISABLED']);
  });

  it('that came back can only be dismissed, and is said at its batch', async () => {
    const { batchId } =
      (await listReferrals(stack.store, { limit: 1, find: sent[0] ?? '' })).referrals[0] ?? {};
    await lie(2, {
      answers: [`<lapwing-${batchId}@lapwing.example>`],
      kind: 'BOUNCE',
      bounceStatus: '5.1.1',
    });
    await page.goto(`${stack.url}/outcomes/tray`);
    await page.getByText('our message did not arrive').waitFor();
    expect(await page.getByRole('button', { name: 'Record for the selected' }).count()).toBe(0);
    await page.goto(`${stack.url}/batches/${batchId}`);
    await page.getByText('this message came back (5.1.1)').waitFor();
    await page.goto(`${stack.url}/outcomes/tray`);
    await press('Dismiss');
    await page.getByLabel('Reason').fill('Sent by their form');
    await page.getByRole('dialog').getByRole('button', { name: 'Dismiss' }).click();
    await page.getByText('The tray is empty').waitFor();
  });
});

describe('the list of outcomes', () => {
  it('takes one outcome for several at once', async () => {
    await page.goto(`${stack.url}/outcomes`);
    await page.getByLabel('Show').selectOption('CLOSED');
    for (const address of [addresses[0], addresses[3]])
      await page.getByRole('checkbox', { name: `Select ${address}` }).check();
    await page.getByText('2 selected').waitFor();
    await press('Record outcome of selected');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('About 2 referrals').waitFor();
    await dialog.getByLabel('Outcome').selectOption('ACCOUNT_DISABLED');
    await dialog.getByRole('button', { name: 'Record outcome' }).click();
    await page.getByText('Outcome of 2 referrals recorded.').first().waitFor();
    expect(await toldAnalyst(sent[0] ?? '')).toEqual(['REMOVED', 'ACCOUNT_DISABLED']);
    expect(await toldAnalyst(sent[3] ?? '')).toEqual(['REMOVED', 'ACCOUNT_DISABLED']);
  });
});

describe('a referral', () => {
  it('shows what happened to it, and opens again where it came back under another address', async () => {
    await page.goto(`${stack.url}/outcomes`);
    await page.getByLabel('Show').selectOption('CLOSED');
    const line = page.getByRole('listitem').filter({ hasText: addresses[0] });
    await line.getByRole('button', { name: 'Timeline' }).click();
    const dialog = page.getByRole('dialog');
    const events = dialog.getByRole('list', { name: 'What happened' }).getByRole('listitem');
    await events.filter({ hasText: 'received, their number ก-1' }).waitFor();
    await events.filter({ hasText: 'Account disabled' }).waitFor();
    await dialog.getByRole('button', { name: 'Open again' }).click();
    await dialog.getByLabel('What was seen?').selectOption('OTHER_ADDRESS');
    await dialog.getByRole('button', { name: 'Open again' }).click();
    await dialog.getByText('Enter the other address.').waitFor();
    const other = invent();
    await dialog.getByLabel('The other address').fill(other.url);
    await dialog.getByRole('button', { name: 'Open again' }).click();
    await dialog.getByText('Nobody has flagged this address yet').waitFor();
    const analyst = await addPerson(stack.store, ['analyst']);
    await acceptFlag(stack.store, analyst, other, { idempotencyKey: freshKey() });
    await dialog.getByRole('button', { name: 'Open again' }).click();
    await page.getByText('Opened again.').first().waitFor();
    await page.getByLabel('Show').selectOption('SENT');
    await line.getByRole('button', { name: 'Timeline' }).click();
    await events.filter({ hasText: `came back as ${other.url}` }).waitFor();
  });
});

describe('what waits too long', () => {
  it('comes with a text that can be copied, until somebody says that she reminded', async () => {
    const [late = ''] = await sentToGoogle(stack.store, await addPerson(stack.store, ['referrer']), 1);
    await stack.owner.query(`update referrals set sent_at = now() - interval '1 year' where id = $1`, [late]);
    await desk.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stack.url });
    await page.goto(`${stack.url}/outcomes`);
    await page.getByRole('link', { name: 'Waiting too long' }).click();
    await page.getByRole('list', { name: 'Unanswered by Google' }).getByRole('listitem').waitFor();
    await press('Copy text');
    await page.getByText('Copied. Say that you reminded').first().waitFor();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toContain(late);
    await press('I have reminded them');
    await page.getByText('Nobody is late').waitFor();
    // The refusals of addresses that nobody had flagged are logged by the browser, and nothing else is.
    expect(desk.complaints.filter((complaint) => !complaint.includes('422'))).toEqual([]);
  });
});
