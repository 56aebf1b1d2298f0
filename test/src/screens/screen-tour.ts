import type { Role } from '@lapwing/contracts';
import type { Browser, Page } from 'playwright-core';
import { type Desk, openDesk } from '../browser/console-browser.ts';
import { bringSession } from '../browser/enrol-person.ts';
import type { DemoWorkspace } from './demo-workspace.ts';
import type { Screen } from './screen.ts';
import type { Variant } from './variants.ts';
import { wordsIn } from './words.ts';

/** Shows screens of the console, one after the other, in one way of looking at them. */
export interface ScreenTour {
  /** Resolves when the screen is complete: everything loaded, nothing moving. */
  show(screen: Screen): Promise<Page>;
  close(): Promise<void>;
}

export function startTour(browser: Browser, demo: DemoWorkspace, variant: Variant): ScreenTour {
  const t = wordsIn(variant.language);
  const desks = new Map<Role | null, Promise<Desk>>();
  const open = async (as: Role | null): Promise<Desk> => {
    const desk = await openDesk(browser, {
      viewport: variant.size,
      hasTouch: variant.touch,
      isMobile: variant.touch,
      colorScheme: variant.scheme,
      locale: variant.language === 'th' ? 'th-TH' : 'en-GB',
    });
    const person = as === null ? undefined : demo.people.get(as);
    if (person) await bringSession(desk.context, person, demo.url);
    return desk;
  };
  return {
    async show(screen) {
      const opening = desks.get(screen.as) ?? open(screen.as);
      desks.set(screen.as, opening);
      const { page } = await opening;
      // A fragment alone would not load the page anew.
      await page.goto('about:blank');
      await page.goto(`${demo.url}${screen.path(demo)}`);
      await screen.show(page, t);
      await page.evaluate('document.fonts.ready.then(() => null)');
      return page;
    },
    async close() {
      for (const desk of desks.values()) await (await desk).context.close();
    },
  };
}
