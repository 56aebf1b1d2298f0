import { callCaptureScript } from '../adapters/call-capture-script.ts';
import type { CaptureRequest } from '../adapters/capture-request.ts';
import { runFileInTab, runInTab } from '../browser/tabs.ts';
import { readPolicy } from '../policy/policy-store.ts';
import { CAPTURE_SCRIPT } from '../stored-keys.ts';
import { type Choice, targetOf } from '../ways/target-of.ts';
import { PageReading } from './page-reading.ts';

/**
 * What the tab's page says of what was chosen in the context menu or on a post; null is the toolbar button. Null where the page may
 * not be read, or where what came back is of no known shape.
 */
export async function readTab(tabId: number, choice: Choice | null): Promise<PageReading | null> {
  try {
    const { adaptersOff: switchedOff } = await readPolicy();
    await runFileInTab(tabId, CAPTURE_SCRIPT);
    const answer = await runInTab(tabId, callCaptureScript, {
      target: targetOf(choice),
      switchedOff,
      ...pointedAtBy(choice),
    });
    return PageReading.safeParse(answer).data ?? null;
  } catch {
    return null;
  }
}

function pointedAtBy(choice: Choice | null): Pick<CaptureRequest, 'menu' | 'control'> {
  if (choice === null) return {};
  if (choice.entry === 'control') return { control: true };
  return { menu: choice.element === null ? {} : { element: choice.element } };
}
