import type { Page } from 'playwright-core';
import { until } from '../stack/until.ts';

/**
 * Ends the extension's background as the browser does when it runs out of patience or memory: at once, whatever it
 * is doing. Resolves when it is gone. The next event starts it anew.
 *
 * @param panel a page of the extension
 */
export async function stopBackground(panel: Page): Promise<void> {
  const protocol = await panel.context().browser()?.newBrowserCDPSession();
  if (!protocol) throw new Error('The browser has ended');
  const { host } = new URL(panel.url());
  const running = async () => {
    const { targetInfos } = await protocol.send('Target.getTargets');
    return targetInfos.find(({ type, url }) => type === 'service_worker' && new URL(url).host === host);
  };
  if (!(await running())) throw new Error('The background of the extension does not run');
  // Asked again: the browser ends none that is only starting, and an event may have started it anew.
  await until('the background has ended', async () => {
    const background = await running();
    if (background) await protocol.send('Target.closeTarget', { targetId: background.targetId });
    return background === undefined;
  });
  await protocol.detach();
}
