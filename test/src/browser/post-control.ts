import type { Locator, Page } from 'playwright-core';
import { until } from '../stack/until.ts';

/** A press counts when the pointer has been on the control for 300 ms. */
const UNDER_POINTER_MS = 300;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the control on a post is in the window of the page, as the page itself can see it; null while there is none. */
export function controlBox(page: Page): Promise<Box | null> {
  return page.evaluate<Box | null>(`(() => {
    const control = document.querySelector('html > [popover][aria-hidden=true]:popover-open');
    if (!control) return null;
    const { x, y, width, height } = control.getBoundingClientRect();
    return { x, y, width, height };
  })()`);
}

/**
 * Rests the pointer on the post until it has the control. A pointer that came before our script did is seen when it
 * moves again.
 */
export async function restOn(post: Locator): Promise<Box> {
  const page = post.page();
  await page.bringToFront();
  let moves = 0;
  return until('the post has the control', async () => {
    moves += 1;
    await post.hover({ position: { x: 40 + (moves % 2), y: 30 } });
    return until('a resting pointer brings it', () => controlBox(page), { withinMs: 3_000 });
  });
}

/** Moves the pointer onto the control and leaves it there for as long as a press needs. */
export async function pointAtControl(page: Page, { x, y, width, height }: Box): Promise<void> {
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
  const since = await page.evaluate<number>('performance.now()');
  await page.waitForFunction(`performance.now() > ${since + UNDER_POINTER_MS}`);
}

/** Presses the control on the post, as a person does. */
export async function pressControl(post: Locator): Promise<void> {
  await pointAtControl(post.page(), await restOn(post));
  await post.page().mouse.down();
  await post.page().mouse.up();
}
