import type { Page } from 'puppeteer-core';
import { z } from 'zod';
import { type FirefoxBrowser, middleOfElement, type Scripted } from '../browser/firefox-browser.ts';
import { until } from '../stack/until.ts';
import { FormSeen, type Hands } from './hands.ts';

/** Finds buttons by their words, and fields by what their label begins with: what is optional says so behind it. */
const finding = `
  const buttonOf = (name) => [...document.querySelectorAll('button')]
    .findLast((button) => (button.ariaLabel ?? button.textContent).trim() === name && !button.disabled);
  const controlOf = (name) => [...document.querySelectorAll('label')]
    .find((label) => label.textContent.trim().startsWith(name))?.control;`;

/** Hands at a Firefox whose extension is paired. */
export function firefoxHands(firefox: FirefoxBrowser): Hands {
  let page: Page;
  let sidebar: Scripted;
  const inSidebar = (code: string) => sidebar.run(finding + code);
  const placeOf = (selector: string) => middleOfElement(page, selector);
  const press = (name: string) =>
    until(`the sidebar has the button ${name}`, () =>
      inSidebar(`
        const button = buttonOf(${JSON.stringify(name)});
        if (!button) return false;
        press(button);
        return true;`),
    );
  return {
    async open(url) {
      page = await firefox.newPage();
      await page.goto(url);
      await page.bringToFront();
      sidebar = await firefox.showSidebar();
      await press('Flag');
    },
    async pointAt(selector) {
      const { x, y } = await placeOf(selector);
      await page.mouse.move(x, y);
    },
    async clickOn(selector) {
      const { x, y } = await placeOf(selector);
      await page.bringToFront();
      await page.mouse.click(x, y);
    },
    async select(selector) {
      await page.evaluate(
        `getSelection().selectAllChildren(document.querySelector(${JSON.stringify(selector)}))`,
      );
    },
    pressKey: (key) => page.keyboard.press(key),
    async pressToolbar() {
      sidebar = await firefox.pressToolbar(page);
    },
    pressShortcut: (command) => firefox.pressShortcut(page, command),
    chooseFromMenu: async (entry, selector) => firefox.chooseFromMenu(page, await placeOf(selector), entry),
    panel: {
      async press(name) {
        await press(name);
      },
      async fill(label, text) {
        await until(`the sidebar has the field ${label}`, () =>
          inSidebar(`
            const field = controlOf(${JSON.stringify(label)});
            if (!field) return false;
            field.focus();
            field.select();
            return document.execCommand('insertText', false, ${JSON.stringify(text)});`),
        );
      },
      async waitFor(words) {
        await until(`the sidebar says ${words}`, () =>
          inSidebar(
            `return document.body.textContent.toLowerCase().includes(${JSON.stringify(words.toLowerCase())})`,
          ),
        );
      },
      form: async () =>
        FormSeen.parse(
          await inSidebar(`
            const words = document.body.textContent.match(/(\\d+) characters?, hidden/);
            return {
              address: controlOf('Address')?.value ?? '',
              author: controlOf('Author')?.value ?? '',
              words: words && Number(words[1]),
              danger: [...document.querySelectorAll('h2')]
                .some(({ textContent }) => textContent === 'A child may be in danger now'),
            };`),
        ),
      collected: async () =>
        z.array(z.string()).parse(
          await inSidebar(
            `return [...document.querySelectorAll('ol[aria-labelledby=collected-title] p[dir=ltr]')]
                .map(({ textContent }) => textContent)`,
          ),
        ),
    },
  };
}
