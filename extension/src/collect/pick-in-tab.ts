import { runFileInTab, runInTab } from '../browser/tabs.ts';
import { readPolicy } from '../policy/policy-store.ts';
import { PICK_SCRIPT } from '../stored-keys.ts';
import type { PickRequest } from './page/pick-request.ts';
import { callPickScript } from './page/pick-script.ts';

/**
 * Lets posts of the tab's page be picked, or takes all at once. Gives how many the page has; null where the page may
 * not be read: nobody pressed anything of ours there yet.
 */
export async function pickInTab(
  tabId: number,
  request: Omit<PickRequest, 'switchedOff'>,
): Promise<number | null> {
  try {
    const { adaptersOff: switchedOff } = await readPolicy();
    await runFileInTab(tabId, PICK_SCRIPT);
    const count = await runInTab(tabId, callPickScript, { ...request, switchedOff });
    return typeof count === 'number' ? count : null;
  } catch {
    return null;
  }
}
