import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium, sandboxArguments } from './find-chromium.ts';

/** How long a step in the console may take, in milliseconds. */
const PATIENCE_MS = 20_000;

/** A Chromium without the extension, in which several people can work at the same time. */
export async function startConsoleBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: [...sandboxArguments] });
}

/** What one person sees: a window of her own, with cookies of its own. */
export interface Desk {
  context: BrowserContext;
  page: Page;
  /** What the page complained about: exceptions and messages of the console, such as a broken content security policy. */
  complaints: string[];
}

export type DeskOptions = Parameters<Browser['newContext']>[0];

/** Opens a window for one person. */
export async function openDesk(browser: Browser, options: DeskOptions = {}): Promise<Desk> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 860 },
    locale: 'en-GB',
    acceptDownloads: true,
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { context, page, complaints };
}
