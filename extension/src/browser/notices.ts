import { browser } from 'wxt/browser';

export interface ToolbarMark {
  /** One or two characters on the button; empty: none. */
  text: string;
  /** Behind the text, `#rrggbb`. */
  colour: string;
  /** What the button is called. */
  title: string;
}

/** Marks the toolbar button on every tab. */
export async function markToolbar({ text, colour, title }: ToolbarMark): Promise<void> {
  await Promise.all([
    browser.action.setBadgeText({ text }),
    browser.action.setBadgeBackgroundColor({ color: colour }),
    browser.action.setTitle({ title }),
  ]);
}

const notifications = { permissions: ['notifications' as const] };

/** Whether notices of the system may be shown. */
export async function mayNotify(): Promise<boolean> {
  return browser.permissions.contains(notifications);
}

/** Asks the person whether they may. Must be called directly in the handler of what the person pressed. */
export async function askToNotify(): Promise<boolean> {
  return browser.permissions.request(notifications);
}

/** Gives up showing notices of the system. */
export async function stopNotifying(): Promise<void> {
  await browser.permissions.remove(notifications);
}

/** Shows a notice of the system, without a sound, until it is put away. Does nothing where that is not allowed. */
export async function notify(id: string, title: string, message: string): Promise<void> {
  if (!(await mayNotify())) return;
  const looks = { type: 'basic', iconUrl: '/icon/128.png', title, message } as const;
  await browser.notifications.create(id, { ...looks, silent: true, requireInteraction: true, priority: 2 });
}
