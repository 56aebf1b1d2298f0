import { browser } from 'wxt/browser';

/** Asks the person for access to sites. Must be called directly in the handler of what the person pressed. */
export async function askToReach(...patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ origins: [...patterns] });
}

/** Whether the person still gives access to the sites; she can take it back in the browser at any time. */
export async function mayReach(...patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.contains({ origins: [...patterns] });
}

/** Gives access to the sites back. */
export async function stopReaching(...patterns: string[]): Promise<void> {
  await browser.permissions.remove({ origins: patterns });
}

/** Every site that the person gives access to, as match patterns. */
export async function reachableSites(): Promise<string[]> {
  return (await browser.permissions.getAll()).origins ?? [];
}

/** Access to a site was given or taken back, here or in the browser; gives a function that stops it. */
export function onReachableSites(listener: () => void): () => void {
  browser.permissions.onAdded.addListener(listener);
  browser.permissions.onRemoved.addListener(listener);
  return () => {
    browser.permissions.onAdded.removeListener(listener);
    browser.permissions.onRemoved.removeListener(listener);
  };
}
