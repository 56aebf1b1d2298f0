import { type FlagInput, FlagInput as FlagSchema, type ScoreSpan } from '@lapwing/contracts';
import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { loadScoringInput } from '@lapwing/store/scores/load-scoring-input';
import { type NewScore, recordScores } from '@lapwing/store/scores/record-scores';
import { addPerson, freshKey } from '@lapwing/store/testing/workspace';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk, startConsoleBrowser } from './browser/console-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { openTextByKey } from './browser/triage-by-keyboard.ts';
import { inventFlag } from './stack/invent-flag.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';

const TEXT = 'Keep this secret, น้องอย่าบอกใคร 👩‍👧 at school';

let stack: Stack;
let browser: Browser;
let ben: Desk;
let cleo: Desk;
let itemId: string;

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    // Without a scorer: what moved the score is given by hand.
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    startConsoleBrowser(),
  ]);
  const deskOf = async (name: string) => {
    const desk = await openDesk(browser);
    await bringSession(desk.context, await enrolPerson(stack, ['reviewer'], name), stack.url);
    return desk;
  };
  [ben, cleo] = [await deskOf('Ben Example'), await deskOf('Cleo Example')];
  itemId = await flagItem({ text: TEXT });
  await score(itemId, {
    spans: [
      on('Keep', 1),
      on('this', 0.5),
      on('secret', 3),
      // Begins within น้อง's first letter and ends within the family.
      { ...on('้องอย่าบอกใคร 👩', 1.2), category: 'TRAFFICKING_RECRUITMENT' },
      on('school', -2),
    ],
  });
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

const on = (words: string, weight: number): ScoreSpan => {
  const start = TEXT.indexOf(words);
  return { start, end: start + words.length, weight, category: 'GROOMING' };
};

async function flagItem(overrides: Partial<FlagInput>): Promise<string> {
  const analyst = await addPerson(stack.store, ['analyst']);
  const flag = FlagSchema.parse(inventFlag(overrides));
  return (await acceptFlag(stack.store, analyst, flag, { idempotencyKey: freshKey() })).itemId;
}

async function score(id: string, facts: Partial<NewScore>): Promise<void> {
  const [input] = await loadScoringInput(stack.store, [id]);
  if (!input) throw new Error('There is nothing to score');
  const said = { modelVersion: 'test-1', risk: 0.74, probabilities: { GROOMING: 0.7 }, abstained: false };
  const { inputHash, dueAt } = input;
  await recordScores(stack.store, [{ itemId: id, inputHash, dueAt, ...said, ...facts }]);
}

const openItem = async (page: Page, id = itemId): Promise<void> => {
  await page.goto(`${stack.url}/queue/${id}`);
  await page.getByRole('heading', { name: 'What the classifier says' }).waitFor();
};
const marksOf = (page: Page) => page.locator('mark').allTextContents();

describe('the words that moved a score', () => {
  it('are nowhere before the text was opened', async () => {
    await openItem(ben.page);
    expect(await marksOf(ben.page)).toEqual([]);
    expect(await ben.page.content()).not.toContain('secret');
    await ben.page.getByText('about 74 carry a risk').waitFor();
  });

  it('are marked in whole characters and described to screen readers when it is', async () => {
    const { page } = ben;
    await openTextByKey(page);
    expect(await marksOf(page)).toEqual(['Keep this secret', 'น้องอย่าบอกใคร 👩‍👧', 'school']);
    const described = await page
      .locator('mark')
      .evaluateAll((marks) =>
        marks.map(
          (mark) =>
            mark.ownerDocument.getElementById(mark.getAttribute('aria-describedby') ?? '')?.textContent,
        ),
      );
    expect(described).toEqual([
      'Raised the score for Grooming',
      'Raised the score for Trafficking or recruitment',
      'Lowered the score for Grooming',
    ]);
    await page
      .getByRole('definition')
      .filter({ hasText: /^Grooming: Keep this secret/ })
      .waitFor();
  });

  it('lose and get their marks by key, for this person and as long as her window is open', async () => {
    const { page } = ben;
    await page.keyboard.press('m');
    await page.getByRole('button', { name: 'Mark the words', exact: true }).waitFor();
    expect(await marksOf(page)).toEqual([]);
    await openItem(page);
    await openTextByKey(page);
    expect(await marksOf(page)).toEqual([]);
    await openItem(cleo.page);
    await openTextByKey(cleo.page);
    expect(await marksOf(cleo.page)).toHaveLength(3);
    await page.keyboard.press('m');
    await page.getByRole('button', { name: 'Unmark the words' }).waitFor();
    expect(await marksOf(page)).toHaveLength(3);
  });

  it('are not marked in texts that have changed since, and the page says so', async () => {
    const url = 'https://www.facebook.com/lapwing.example/posts/880000000001';
    const id = await flagItem({ url, text: 'Keep this secret' });
    await score(id, { spans: [{ start: 0, end: 4, weight: 1, category: 'GROOMING' }] });
    await flagItem({ url, text: 'Read by somebody else' });
    await openItem(ben.page, id);
    await openTextByKey(ben.page);
    await ben.page.getByText('No words are marked').waitFor();
    expect(await marksOf(ben.page)).toEqual([]);
  });
});

describe('what the classifier is unsure of', () => {
  it('says so and why in the queue, to which it can be narrowed, and on the item', async () => {
    const { page } = ben;
    await score(await flagItem({ category: 'CHILD_MARRIAGE' }), { abstained: true, abstention: 'LANGUAGE' });
    await page.goto(`${stack.url}/queue`);
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByLabel('Classifier').click();
    await page.getByRole('option', { name: 'Unsure only' }).click();
    await page.getByRole('button', { name: 'Filter: 1' }).waitFor();
    await page.keyboard.press('Escape');
    const row = page.getByRole('list', { name: 'Items' }).getByRole('link');
    await expect.poll(() => row.count()).toBe(1);
    expect(await row.textContent()).toContain('unsure, language not learned');
    await row.click();
    await page.getByText('The classifier has not learned this language.').waitFor();
    expect(page.url()).toContain('unsure=true');
    expect([ben.complaints, cleo.complaints]).toEqual([[], []]);
  });
});
