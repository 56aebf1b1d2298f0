import { browser } from 'wxt/browser';
import { type Tab, tabOf } from './tabs.ts';

// Firefox only, and unknown to the types, which are Chromium's.
function hasSidebar(api: object): api is {
  sidebarAction: { open(): Promise<void>; isOpen(where: { windowId: number }): Promise<boolean> };
} {
  return 'sidebarAction' in api;
}

const hasSidePanel = () => 'sidePanel' in browser && browser.sidePanel !== undefined;

/** Whether there is a panel beside the page; on a phone there is not, and a popup takes its place. */
export function canOpenPanel(): boolean {
  return hasSidePanel() || hasSidebar(browser);
}

/** Opens the panel of the window. Must be called directly in the handler of what the person pressed. */
export async function openPanel(windowId: number): Promise<void> {
  if (hasSidePanel()) await browser.sidePanel.open({ windowId });
  else if (hasSidebar(browser)) await browser.sidebarAction.open();
}

/** Windows in which the panel of a tab is shown, by the tab. */
const panelWindows = new Map<number, number>();

/**
 * Opens the panel for a press on something of ours in a tab's page; called as directly as {@link openPanel}. Firefox opens
 * its sidebar for no press in a page: where that is closed, the panel of the tab is shown in a small window of its own.
 */
export async function openPanelBeside({ windowId, tabId }: Tab, page: string): Promise<void> {
  try {
    return await openPanel(windowId);
  } catch {
    if (hasSidebar(browser) && (await browser.sidebarAction.isOpen({ windowId }))) return;
  }
  const known = panelWindows.get(tabId);
  if (known !== undefined) {
    const shown = await browser.windows.update(known, { focused: true }).catch(() => null);
    if (shown !== null) return;
  }
  const size = { width: 420, height: 760 };
  const made = await browser.windows.create({ url: `${page}?tab=${tabId}`, type: 'popup', ...size });
  if (made?.id !== undefined) panelWindows.set(tabId, made.id);
}

/** Shows the page when the toolbar button is pressed, instead of telling the background. */
export async function usePopup(page: string): Promise<void> {
  await browser.action.setPopup({ popup: page });
}

/** The toolbar button or its keyboard shortcut was pressed; the tab may be read until it goes elsewhere. */
export function onToolbar(listener: (tab: Tab) => void): void {
  browser.action.onClicked.addListener((raw) => {
    const tab = tabOf(raw);
    if (tab) listener(tab);
  });
}
