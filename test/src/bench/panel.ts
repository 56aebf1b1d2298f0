import type { Page } from 'playwright-core';
import { removeProfile, startAnalystBrowser } from '../browser/analyst-browser.ts';
import { bringSession, enrolPerson } from '../browser/enrol-person.ts';
import { facebookPosts, facebookPostUrl } from '../browser/fixture-pages.ts';
import { serveFixtureSites } from '../browser/fixture-sites.ts';
import { pairExtension } from '../browser/pair-extension.ts';
import { startPrivateStack } from '../stack/start-stack.ts';
import { until } from '../stack/until.ts';
import { type Bench, measurement, median, quantile } from './measurement.ts';

const WARM_UP = 3;
const OPENINGS = 30;
const WANTED_MS = 300;

/** What the panel's own document notes, in milliseconds since it began. */
interface Noted {
  form: number;
  filled: number;
}

/**
 * Notes when the form can be used: its categories are there, the browser has drawn them and is free for a key. And when
 * it holds the address of the post that the toolbar button was pressed for.
 */
const noteForm = `(() => {
  const noted = {};
  const note = (name) => {
    if (noted[name] !== undefined) return;
    noted[name] = null;
    requestAnimationFrame(() => setTimeout(() => { noted[name] = performance.now(); }));
  };
  const look = () => {
    if (!document.querySelector('input[type="radio"][name="category"]')) return;
    note('form');
    if ([...document.querySelectorAll('input, textarea')].some(({ value }) => value.startsWith('https://'))) note('filled');
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true, attributes: true });
  window.noted = noted;
})()`;

/** From the press of the toolbar button until the form can be used. */
export const panel: Bench = {
  name: 'panel',
  what: `${OPENINGS} times the side panel of the built extension in Chromium, paired, on a post of an imitated platform: from the beginning of its document until the form is drawn and takes a key (interactive) and holds the post (filled); and from the press of the toolbar button until the former (press).`,
  async run() {
    const [stack, sites] = await Promise.all([startPrivateStack(), serveFixtureSites()]);
    const browser = await startAnalystBrowser({ arguments: sites.browserArguments, server: stack.url });
    try {
      await bringSession(browser.context, await enrolPerson(stack, ['analyst'], 'Ada Example'), stack.url);
      await browser.page.goto(facebookPostUrl(facebookPosts.amber));
      let open: Page = await browser.pressToolbar(browser.page);
      await pairExtension(browser, open, stack.url);
      await browser.context.addInitScript(noteForm);
      const interactive: number[] = [];
      const filled: number[] = [];
      const pressed: number[] = [];
      for (let opening = 0; opening < WARM_UP + OPENINGS; opening += 1) {
        await open.close();
        const pressedAt = Date.now();
        open = await browser.pressToolbar(browser.page);
        const shown = open;
        const noted = await until('the form holds the post', () =>
          shown.evaluate<Noted | false>('window.noted?.form > 0 && window.noted.filled > 0 && window.noted'),
        );
        const beganAt = await open.evaluate<number>('performance.timeOrigin');
        if (opening < WARM_UP) continue;
        interactive.push(noted.form);
        filled.push(noted.filled);
        pressed.push(beganAt + noted.form - pressedAt);
      }
      return [
        measurement('panel.interactive.p50', median(interactive), 'ms', { wanted: { atMost: WANTED_MS } }),
        measurement('panel.interactive.p90', quantile(interactive, 0.9), 'ms'),
        measurement('panel.filled.p50', median(filled), 'ms'),
        measurement('panel.press.p50', median(pressed), 'ms'),
      ];
    } finally {
      await browser.close();
      await removeProfile(browser.profile);
      await sites.close();
      await stack.stop();
    }
  },
};
