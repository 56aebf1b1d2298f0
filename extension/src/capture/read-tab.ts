import { callCaptureScript } from '../adapters/call-capture-script.ts';
import { type MenuChoice, runFileInTab, runInTab } from '../browser.ts';
import { readPolicy } from '../policy/policy-store.ts';
import { CAPTURE_SCRIPT } from '../stored-keys.ts';
import { targetOf } from '../ways/target-of.ts';
import { PageReading } from './page-reading.ts';

/**
 * What the tab's page says of what was chosen in the context menu; null is the toolbar button. Null where the page may
 * not be read, or where what came back is of no known shape.
 */
export async function readTab(tabId: number, choice: MenuChoice | null): Promise<PageReading | null> {
  try {
    const { adaptersOff: switchedOff } = await readPolicy();
    await runFileInTab(tabId, CAPTURE_SCRIPT);
    const answer = await runInTab(tabId, callCaptureScript, {
      target: targetOf(choice),
      switchedOff,
      ...(choice === null ? {} : { menu: choice.element === null ? {} : { element: choice.element } }),
    });
    return PageReading.safeParse(answer).data ?? null;
  } catch {
    return null;
  }
}
