import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@lapwing/store/environment';
import { type BrowserContext, type CDPSession, chromium, type Page, type Worker } from 'playwright-core';
import { z } from 'zod';
import { until } from '../stack/until.ts';
import { findChromium, sandboxArguments } from './find-chromium.ts';

/** The id that the key in the extension's manifest gives it. */
export const EXTENSION_ID = 'laobnhflcnabehlelghdcdglhilfeobf';
export const EXTENSION_DIRECTORY = join(repositoryRoot, 'extension/.output/chrome-mv3');
const PANEL_URL = `chrome-extension://${EXTENSION_ID}/sidepanel.html`;

/** How long a step may take, in milliseconds. */
const PATIENCE_MS = 30_000;

/** What the context menu was opened on, in the words of chrome.contextMenus.OnClickData. */
interface MenuChoice {
  entry: 'post' | 'page' | 'link' | 'account' | 'selection' | 'collect';
  linkUrl?: string;
  selectionText?: string;
}

/** An analyst's Chromium with the built extension. */
export interface AnalystBrowser {
  context: BrowserContext;
  /** The first tab. */
  page: Page;
  /** The profile folder: start again with it to have what this browser stored. */
  profile: string;
  /**
   * Presses Lapwing's toolbar button while the page is in front: the browser grants the extension that tab and opens
   * the real side panel, which is returned.
   */
  pressToolbar(page: Page): Promise<Page>;
  /** The same, once the page was read: before that our script is not in it, and sees no menu that is opened. */
  readByToolbar(page: Page): Promise<Page>;
  /** Which reading is the newest, as the panel sees it; null before there is one. */
  captured(): Promise<string | null>;
  /** Presses the keyboard command for imminent danger; see the note at the function. Needs an earlier press too. */
  pressDanger(page: Page): Promise<void>;
  /** What stands on the toolbar button, as the background sees it; null while none runs. */
  badge(): Promise<string | null>;
  /** Chooses an entry of the context menu; see the note at the function. Needs an earlier press of the toolbar. */
  chooseFromMenu(page: Page, choice: MenuChoice): Promise<void>;
  /** Presses another keyboard command of the extension, named as in its manifest; the same holds as for danger's. */
  pressShortcut(page: Page, name: string): Promise<void>;
  /** Ends the browser without warning (SIGKILL); resolves when it is gone. The profile stays. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export interface AnalystBrowserOptions {
  /** Arguments of {@link serveFixtureSites}. */
  arguments: readonly string[];
  /** Origin of the API, which the person has allowed the extension to reach. */
  server: string;
  /** A profile of an earlier browser; default a new one, to which what follows applies. */
  profile?: string;
  /** Match patterns of other sites that the person would say yes to, when the extension asks. */
  sites?: readonly string[];
  /** The person let the extension into private windows. */
  inPrivate?: boolean;
  /** The browser blocks third-party cookies. */
  blocksThirdPartyCookies?: boolean;
  /** Optional permissions that the browser gives without a bubble when the person presses for them. */
  permissions?: readonly string[];
}

/**
 * Starts Chromium with the extension as it was built. The only thing that is prepared is what a person would press
 * without a display: the browser's own question whether the extension may reach the server is answered beforehand, in
 * the profile's preferences, because its bubble is drawn outside of any page. Unanswered, the extension waits; that
 * was seen by hand.
 */
export async function startAnalystBrowser(options: AnalystBrowserOptions): Promise<AnalystBrowser> {
  if (!existsSync(join(EXTENSION_DIRECTORY, 'manifest.json')))
    throw new Error('The extension is not built: pnpm exec turbo run build --filter=@lapwing/extension');
  const profile = options.profile ?? (await newProfile(options));
  // A side panel is no tab, and Playwright only looks at such targets when it is told to.
  process.env.PW_CHROMIUM_ATTACH_TO_OTHER = '1';
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    headless: false,
    viewport: null,
    ignoreHTTPSErrors: true,
    locale: 'en-GB',
    args: [
      '--headless=new',
      ...sandboxArguments,
      '--window-size=1280,900',
      `--disable-extensions-except=${EXTENSION_DIRECTORY}`,
      `--load-extension=${EXTENSION_DIRECTORY}`,
      '--enable-unsafe-extension-debugging',
      ...options.arguments,
    ],
    ignoreDefaultArgs: ['--disable-extensions'],
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const browser = context.browser();
  if (browser === null) throw new Error('Chromium ended at once');
  const protocol = await browser.newBrowserCDPSession();
  const page = context.pages()[0] ?? (await context.newPage());
  await backgroundListens(context);
  const panelNow = (): Page | undefined =>
    context.pages().find((candidate) => candidate.url().startsWith(PANEL_URL));
  const pressToolbar = async (front: Page): Promise<Page> => {
    await front.bringToFront();
    const targetId = await tabTargetOf(protocol, front);
    await protocol.send('Extensions.triggerAction', { id: EXTENSION_ID, targetId });
    const panel = await until('the side panel is open', panelNow);
    await panel.waitForLoadState('domcontentloaded');
    return panel;
  };
  const newest = "chrome.storage.session.get('capture').then(({ capture }) => capture?.id ?? null)";
  const captured = async () => (await panelNow()?.evaluate<string | null>(newest)) ?? null;

  return {
    context,
    page,
    profile,
    pressToolbar,
    async readByToolbar(front) {
      const before = await captured();
      const panel = await pressToolbar(front);
      await until('what was read is there', async () => (await captured()) !== before);
      return panel;
    },
    captured,
    pressDanger: (front) => dispatchCommand(context, front, 'imminent-danger'),
    badge: async () =>
      (await backgroundOf(context)?.evaluate<string>('chrome.action.getBadgeText({})')) ?? null,
    chooseFromMenu: (front, choice) => dispatchMenuClick(context, front, choice),
    pressShortcut: (front, name) => dispatchCommand(context, front, name),
    async kill() {
      const pid = await browserProcess(protocol);
      const gone = new Promise((resolve) => context.once('close', resolve));
      process.kill(pid, 'SIGKILL');
      await gone;
    },
    close: () => context.close(),
  };
}

const backgroundOf = (context: BrowserContext): Worker | undefined =>
  context.serviceWorkers().find((worker) => worker.url().includes(EXTENSION_ID));

/** What is pressed in the first moments after a start, before the background listens, is lost. */
async function backgroundListens(context: BrowserContext): Promise<void> {
  await until('the background of the extension listens to the toolbar', async () =>
    backgroundOf(context)?.evaluate<boolean>('chrome.action.onClicked.hasListeners()'),
  );
}

/** Removes a profile that no browser uses any more. */
export async function removeProfile(profile: string): Promise<void> {
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
}

/**
 * Whether the profile on disk knows that the extension may reach its server. Chromium writes its preferences every ten
 * seconds; killed before, it forgets what it was allowed since.
 */
export async function remembersGrant({ profile }: Pick<AnalystBrowser, 'profile'>): Promise<boolean> {
  const preferences = Preferences.safeParse(
    JSON.parse(await readFile(join(profile, 'Default/Preferences'), 'utf8')),
  );
  const known = preferences.data?.extensions.settings[EXTENSION_ID]?.active_permissions;
  return known !== undefined && known.explicit_host.length > 0;
}

const Preferences = z.object({
  extensions: z.object({
    settings: z.record(
      z.string(),
      z.object({ active_permissions: z.object({ explicit_host: z.array(z.string()) }).optional() }),
    ),
  }),
});

async function newProfile(options: AnalystBrowserOptions): Promise<string> {
  const {
    server,
    sites = [],
    inPrivate = false,
    blocksThirdPartyCookies = false,
    permissions = [],
  } = options;
  const profile = await mkdtemp(join(tmpdir(), 'lapwing-profile-'));
  const hosts = [`${new URL(server).protocol}//${new URL(server).hostname}/*`, ...sites];
  const granted = { api: permissions, explicit_host: hosts, manifest_permissions: [], scriptable_host: [] };
  await mkdir(join(profile, 'Default'));
  await writeFile(
    join(profile, 'Default/Preferences'),
    JSON.stringify({
      extensions: {
        settings: { [EXTENSION_ID]: { runtime_granted_permissions: granted, incognito: inPrivate } },
      },
      profile: blocksThirdPartyCookies ? { cookie_controls_mode: 1, block_third_party_cookies: true } : {},
    }),
  );
  return profile;
}

/** The tab around a page: what a toolbar button is pressed on. Found by address, so no two tabs may share one. */
async function tabTargetOf(protocol: CDPSession, page: Page): Promise<string> {
  const { targetInfos } = await protocol.send('Target.getTargets', { filter: [{ type: 'tab' }] });
  const tabs = targetInfos.filter(({ url }) => url === page.url());
  const [tab] = tabs;
  if (tab === undefined || tabs.length > 1)
    throw new Error(`${tabs.length} tabs show ${page.url()}, instead of one`);
  return tab.targetId;
}

async function browserProcess(protocol: CDPSession): Promise<number> {
  const { processInfo } = await protocol.send('SystemInfo.getProcessInfo');
  const found = processInfo.find(({ type }) => type === 'browser');
  if (!found) throw new Error('Chromium does not say which process it is');
  return found.id;
}

/**
 * The context menu is drawn by the system and cannot be pressed without a display. So its event is sent to the
 * listeners of the extension's own background, with what Chromium puts into it; everything after that is real. Two
 * things that a press also does are therefore not shown by this: that the menu has the entry (asked here of the
 * browser), and that the press itself lets the extension read the tab (an earlier press of the toolbar did).
 */
async function dispatchMenuClick(context: BrowserContext, page: Page, choice: MenuChoice): Promise<void> {
  await page.bringToFront();
  const worker = backgroundOf(context);
  if (!worker) throw new Error('The background of the extension does not run');
  const { entry, ...rest } = choice;
  const info = { menuItemId: entry, editable: false, pageUrl: page.url(), frameId: 0, ...rest };
  await worker.evaluate(`(async () => {
    const info = ${JSON.stringify(info)};
    // Rejects where the menu has no such entry.
    await chrome.contextMenus.update(info.menuItemId, { enabled: true });
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    chrome.contextMenus.onClicked.dispatch(info, tab);
  })()`);
}

/**
 * The browser's own shortcuts never reach a page, and Chromium takes none without a display. So the command's event is
 * sent to the listeners of the background, as with the menu; that the browser knows the command is asked of it.
 */
async function dispatchCommand(context: BrowserContext, page: Page, command: string): Promise<void> {
  await page.bringToFront();
  const worker = backgroundOf(context);
  if (!worker) throw new Error('The background of the extension does not run');
  await worker.evaluate(`(async () => {
    const known = await chrome.commands.getAll();
    if (!known.some(({ name }) => name === ${JSON.stringify(command)})) throw new Error('no such command');
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    chrome.commands.onCommand.dispatch(${JSON.stringify(command)}, tab);
  })()`);
}
