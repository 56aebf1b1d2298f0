import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@lapwing/store/environment';
import { launch, type Page } from 'puppeteer-core';
import { z } from 'zod';
import { until } from '../stack/until.ts';
import { findProgram } from './find-program.ts';
import {
  type Connection,
  chooseFromOpenMenu,
  FIREFOX_EXTENSION_ID,
  inSidebar,
  pressKeysOf,
  pressToolbarButton,
  showSidebar,
  windowOf,
} from './firefox-window.ts';
import type { FixtureSites } from './fixture-sites.ts';
import { tunnelTo } from './tunnel.ts';

const EXTENSION_DIRECTORY = join(repositoryRoot, 'extension/.output/firefox-mv3');

/** How long a step may take, in milliseconds. */
const PATIENCE_MS = 20_000;

/** A document that is driven by scripts: code is the body of a function that knows `document`; JSON goes back. */
export interface Scripted {
  run(code: string): Promise<unknown>;
}

const Point = z.object({ x: z.number(), y: z.number() });

/** An analyst's Firefox with the built extension. */
export interface FirefoxBrowser {
  newPage(): Promise<Page>;
  /** Opens a page of the extension in a tab. */
  openExtensionPage(path: string): Promise<Page>;
  /** Presses Lapwing's toolbar button while the page is in front; gives the real sidebar that opens beside it. */
  pressToolbar(page: Page): Promise<Scripted>;
  /** Opens the sidebar as the browser's own menu does, where it is not open yet. */
  showSidebar(): Promise<Scripted>;
  /** Presses the keys of a keyboard command in the window, as they are set; a command without keys gets some first. */
  pressShortcut(page: Page, command: string): Promise<void>;
  /** Chooses an entry of ours from the browser's real context menu, opened where the pointer presses. */
  chooseFromMenu(page: Page, at: { x: number; y: number }, entry: string): Promise<void>;
  /** "Work offline", of Firefox itself. */
  setOffline(offline: boolean): Promise<void>;
  /** Every tab but those of the extension, by address. */
  pages(): Promise<Page[]>;
  /** Closes the sidebar, as its person does. */
  closeSidebar(): Promise<void>;
  setCookies(cookies: readonly { name: string; value: string }[], origin: string): Promise<void>;
  close(): Promise<void>;
}

// Puppeteer has no words for the window around the pages; its connection has.
function hasConnection(browser: object): browser is { connection: Connection } {
  return 'connection' in browser;
}

/** Path of a Firefox on PATH, or null. */
export function findFirefox(): string | null {
  return findProgram(['firefox-esr', 'firefox']);
}

/**
 * Starts Firefox with the extension as it was built, over WebDriver BiDi. Prepared is only what a person would press in
 * the browser's own windows: its question whether the extension may reach a site is answered with yes. The sites are
 * reached through a tunnel under their real names.
 */
export async function startFirefox(sites: FixtureSites): Promise<FirefoxBrowser> {
  if (!existsSync(join(EXTENSION_DIRECTORY, 'manifest.json')))
    throw new Error('The extension is not built: pnpm exec turbo run build --filter=@lapwing/extension');
  const executablePath = findFirefox();
  if (executablePath === null) throw new Error('No Firefox on PATH');
  const tunnel = await tunnelTo(sites.port);
  const host = randomUUID();
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    enableExtensions: true,
    acceptInsecureCerts: true,
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [FIREFOX_EXTENSION_ID]: host }),
      'extensions.webextOptionalPermissionPrompts': false,
      'intl.accept_languages': 'en-GB,en',
      'network.proxy.type': 1,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': tunnel.port,
    },
  });
  await browser.installExtension(EXTENSION_DIRECTORY);
  if (!hasConnection(browser)) throw new Error('Puppeteer does not give its connection any more');
  const inWindow = windowOf(browser.connection);
  const sidebar = { run: (code: string) => inWindow(inSidebar(code)).then(parsed) };
  const drawnSidebar = async () => {
    await until('the sidebar is drawn', () =>
      sidebar.run("return document.querySelector('h1, h2') !== null"),
    );
    return sidebar;
  };

  const newPage = async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    return page;
  };
  return {
    newPage,
    async openExtensionPage(path) {
      const page = await newPage();
      const url = `moz-extension://${host}/${path}`;
      // Firefox changes the process for such a page, and Puppeteer never hears that it was loaded.
      void page.goto(url).catch(() => undefined);
      await until('the page of the extension is drawn', () =>
        page.evaluate("location.protocol === 'moz-extension:' && document.querySelector('h1, h2') !== null"),
      );
      return page;
    },
    async pressToolbar(page) {
      await page.bringToFront();
      await inWindow(pressToolbarButton);
      return drawnSidebar();
    },
    async showSidebar() {
      await inWindow(showSidebar);
      return drawnSidebar();
    },
    async pressShortcut(page, command) {
      await page.bringToFront();
      await inWindow(pressKeysOf(command));
    },
    async chooseFromMenu(page, { x, y }, entry) {
      await page.bringToFront();
      await page.mouse.click(x, y, { button: 'right' });
      await inWindow(chooseFromOpenMenu(entry));
    },
    async setOffline(offline) {
      await inWindow(`Services.io.offline = ${offline}; return '';`);
    },
    pages: () => browser.pages(),
    async closeSidebar() {
      await inWindow("SidebarController.hide(); return '';");
    },
    async setCookies(cookies, origin) {
      const { hostname } = new URL(origin);
      await browser.setCookie(
        ...cookies.map((cookie) => ({ ...cookie, domain: hostname, path: '/', httpOnly: true })),
      );
    },
    async close() {
      await browser.close();
      await tunnel.close();
    },
  };
}

function parsed(json: string): unknown {
  return JSON.parse(json);
}

/** Where in the window the middle of an element of the page is, once it was scrolled to. */
export async function middleOfElement(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const middle = await page.evaluate(`(() => {
    const element = document.querySelector(${JSON.stringify(selector)});
    element.scrollIntoView({ block: 'nearest' });
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  })()`);
  return Point.parse(middle);
}

/** Pictures of a page, taken one after the other while `act` runs, and one after it ended; PNG in base64. */
export async function picturesWhile(page: Page, act: () => Promise<void>): Promise<string[]> {
  const pictures: string[] = [];
  let acting = true;
  const acted = act().finally(() => {
    acting = false;
  });
  while (acting) {
    // Between two documents there is nothing to take a picture of.
    const picture = await page.screenshot({ encoding: 'base64' }).catch(() => null);
    if (picture !== null) pictures.push(picture);
  }
  await acted;
  pictures.push(await page.screenshot({ encoding: 'base64' }));
  return pictures;
}
