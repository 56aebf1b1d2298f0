import { browser } from 'wxt/browser';
import { isMenuEntry, type MenuEntry, menuEntries } from '../ways/menu-entries.ts';
import { type Tab, tabOf } from './tabs.ts';

/** Puts our entries into the context menu, in place of any earlier ones. */
export async function setMenus(titles: Readonly<Record<MenuEntry, string>>): Promise<void> {
  await browser.contextMenus.removeAll();
  for (const [id, contexts] of Object.entries(menuEntries)) {
    if (isMenuEntry(id)) browser.contextMenus.create({ id, title: titles[id], contexts: [...contexts] });
  }
}

export interface MenuChoice {
  entry: MenuEntry;
  linkUrl: string | null;
  selection: string | null;
  /** Firefox's number of the element that was pressed on; see {@link elementOfMenu}. */
  element: number | null;
}

export function onMenu(listener: (choice: MenuChoice, tab: Tab) => void): void {
  browser.contextMenus.onClicked.addListener((info, raw) => {
    const { menuItemId: entry } = info;
    const tab = tabOf(raw);
    if (!isMenuEntry(entry) || !tab) return;
    const element = 'targetElementId' in info ? info.targetElementId : null;
    const choice = {
      entry,
      linkUrl: info.linkUrl ?? null,
      selection: info.selectionText ?? null,
      element: typeof element === 'number' ? element : null,
    };
    listener(choice, { ...tab, url: info.pageUrl ?? tab.url });
  });
}

// Firefox only, and unknown to the types, which are Chromium's.
function hasMenuElements(api: object): api is { menus: { getTargetElement(id: number): Element | null } } {
  return 'menus' in api;
}

/** In a script of ours in a page: the element that the context menu was opened on, by Firefox's number of it. */
export function elementOfMenu(id: number): Element | null {
  return hasMenuElements(browser) ? browser.menus.getTargetElement(id) : null;
}

/** The shortcuts as they are set in this browser; empty where another extension has the keys, or a person took them out. */
export async function readShortcuts(): Promise<ReadonlyMap<string, string>> {
  const commands = await browser.commands.getAll();
  return new Map(commands.map(({ name = '', shortcut = '' }) => [name, shortcut]));
}

/** A keyboard command of the browser was pressed; the tab may be read until it goes elsewhere. */
export function onCommand(name: string, listener: (tab: Tab) => void): void {
  browser.commands.onCommand.addListener((command, raw) => {
    const tab = tabOf(raw);
    if (command === name && tab) listener(tab);
  });
}
