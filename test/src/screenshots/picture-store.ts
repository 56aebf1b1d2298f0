import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '@lapwing/store/environment';
import { extensionLanguages } from '@lapwing/ui/languages';
import type { Page } from 'playwright-core';
import { type AnalystBrowser, removeProfile, startAnalystBrowser } from '../browser/analyst-browser.ts';
import { bringSession, enrolPerson } from '../browser/enrol-person.ts';
import { facebookPosts, facebookPostUrl, youtubeCommentUrl } from '../browser/fixture-pages.ts';
import { serveFixtureSites } from '../browser/fixture-sites.ts';
import { pairExtension } from '../browser/pair-extension.ts';
import { type Language, wordsIn } from '../screens/words.ts';
import type { Stack } from '../stack/start-stack.ts';

/** What both stores take: 1280 × 800 pixels. */
const size = { width: 1280, height: 800 };
const PANEL_WIDTH = 380;
const folder = join(repositoryRoot, 'test/artifacts/store');

/** Takes the pictures for the stores, in every language of the extension, and gives the folder they are in. */
export async function pictureStore(stack: Stack): Promise<string> {
  const sites = await serveFixtureSites();
  const browser = await startAnalystBrowser({ arguments: sites.browserArguments, server: stack.url });
  try {
    await bringSession(browser.context, await enrolPerson(stack, ['analyst'], 'Ada Example'), stack.url);
    await browser.page.goto(youtubeCommentUrl);
    const panel = await browser.pressToolbar(browser.page);
    await pairExtension(browser, panel, stack.url);
    for (const language of extensionLanguages) await pictureLanguage(browser, panel, language);
  } finally {
    await browser.close();
    await removeProfile(browser.profile);
    await sites.close();
  }
  return folder;
}

/**
 * In a language: the page and the panel beside it as the browser shows them, put side
 * by side because no script sees both at once. Needs a paired panel with an empty form.
 */
async function pictureLanguage(browser: AnalystBrowser, panel: Page, language: Language): Promise<void> {
  const t = wordsIn(language);
  await mkdir(folder, { recursive: true });
  await panel.evaluate(`localStorage.setItem('lapwing.language', '${language}')`);
  await panel.reload();
  const canvas = await browser.context.newPage();
  await canvas.setViewportSize(size);
  const beside = async (name: string, page: Page) => {
    await page.setViewportSize({ width: size.width - PANEL_WIDTH, height: size.height });
    await panel.setViewportSize({ width: PANEL_WIDTH, height: size.height });
    const [left, right] = await Promise.all(
      [page, panel].map(async (shown) =>
        (await shown.screenshot({ animations: 'disabled' })).toString('base64'),
      ),
    );
    await canvas.setContent(
      `<body style="margin:0;display:flex"><img src="data:image/png;base64,${left}"><img src="data:image/png;base64,${right}"></body>`,
    );
    await canvas.bringToFront();
    await canvas.screenshot({ path: join(folder, `${language}-${name}.png`) });
    await page.bringToFront();
  };
  const { page } = browser;
  await page.goto(youtubeCommentUrl);
  await browser.pressToolbar(page);
  await panel.getByRole('radio', { name: t('taxonomy:category.GROOMING.name') }).check();
  await panel.getByRole('radio', { name: /^2 / }).check();
  await panel.getByRole('heading', { name: t('extension:what.title'), exact: true }).scrollIntoViewIfNeeded();
  await beside('1-flag', page);
  await panel.getByRole('button', { name: t('extension:send.saveAndSend') }).click();
  await panel
    .getByText(t('extension:outbox.lastAccepted'))
    .or(panel.getByText(t('extension:outbox.lastKnown')))
    .first()
    .waitFor();

  await page.goto(facebookPostUrl(facebookPosts.camp));
  await browser.pressToolbar(page);
  await panel.getByRole('button', { name: t('extension:nav.mine'), exact: true }).click();
  await panel.getByRole('listitem').first().waitFor();
  await beside('2-my-flags', page);
  await panel.getByRole('button', { name: t('extension:nav.settings'), exact: true }).click();
  const opening = browser.context.waitForEvent('page');
  await panel.getByRole('button', { name: t('privacy:open') }).click();
  const privacy = await opening;
  await privacy.getByRole('heading', { name: t('privacy:title') }).waitFor();
  await privacy.setViewportSize(size);
  await privacy.screenshot({ path: join(folder, `${language}-3-privacy.png`) });
  await privacy.close();
  await canvas.close();
  await panel.getByRole('button', { name: t('extension:nav.flag'), exact: true }).click();
}
