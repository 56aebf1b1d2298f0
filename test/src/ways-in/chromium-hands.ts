import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';
import { isMenuEntry } from '../../../extension/src/ways/menu-entries.ts';
import type { AnalystBrowser } from '../browser/analyst-browser.ts';
import type { Hands } from './hands.ts';

const MenuContext = z.object({ linkUrl: z.string().optional(), selectionText: z.string().optional() });

/** An empty tab in the place of those that show pages of the web. */
export async function freshTab({ context }: AnalystBrowser): Promise<Page> {
  const before = context.pages().filter((page) => /^https?:/.test(page.url()));
  const fresh = await context.newPage();
  for (const page of before) await page.close();
  return fresh;
}

/** Hands at a Chromium whose extension is paired. */
export function chromiumHands(browser: AnalystBrowser): Hands {
  let page = browser.page;
  let panel: Page;
  const form = () => panel.getByLabel('Address');
  const ask = async () => {
    panel = await browser.pressToolbar(page);
  };
  return {
    async open(url) {
      page = await freshTab(browser);
      await page.goto(url);
      // The events that stand for menu and shortcuts do not let the extension read the tab: this press does.
      panel = await browser.readByToolbar(page);
      await panel.getByRole('button', { name: 'Flag', exact: true }).click();
      await expect.poll(() => form().inputValue()).not.toBe('');
      await panel.getByRole('button', { name: 'Clear' }).click();
      await expect.poll(() => form().inputValue()).toBe('');
    },
    pointAt: (selector) => page.locator(selector).first().hover(),
    clickOn: (selector) => page.locator(selector).first().click(),
    select: (selector) => page.locator(selector).first().selectText(),
    pressKey: (key) => page.keyboard.press(key),
    pressToolbar: ask,
    pressShortcut: (command) => browser.pressShortcut(page, command),
    async chooseFromMenu(entry, selector) {
      if (!isMenuEntry(entry)) throw new Error(`The menu has no entry ${entry}`);
      await page.locator(selector).first().click({ button: 'right' });
      // By now the pointer is over the menu.
      await page.mouse.move(1, 1);
      const context = MenuContext.parse(
        await page.evaluate(`({
          linkUrl: document.querySelector(${JSON.stringify(selector)}).closest('a[href]')?.href,
          selectionText: getSelection().toString() || undefined,
        })`),
      );
      await browser.chooseFromMenu(page, { entry, ...context });
    },
    panel: {
      press: (name) => panel.getByRole('button', { name, exact: true }).click(),
      fill: (label, text) => panel.getByLabel(label, { exact: true }).fill(text),
      waitFor: (words) => panel.getByText(words).first().waitFor(),
      async form() {
        const taken = panel.getByText(/^\d+ characters?, hidden$/);
        return {
          address: await form().inputValue(),
          author: await panel.getByLabel('Author').inputValue(),
          words: (await taken.count()) === 0 ? null : Number.parseInt((await taken.textContent()) ?? '', 10),
          danger: (await panel.getByRole('heading', { name: 'A child may be in danger now' }).count()) > 0,
        };
      },
      collected: () =>
        panel
          .getByRole('list', { name: /^\d+ posts?$/ })
          .locator('p[dir=ltr]')
          .allTextContents(),
    },
  };
}
