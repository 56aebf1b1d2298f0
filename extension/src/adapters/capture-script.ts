import { openPage } from './page/open-page.ts';
import { readPage } from './read-page.ts';

/** Makes the page readable by the next call; does nothing by itself. */
export function startCaptureScript(): void {
  globalThis.lapwingReadPage = ({ target, switchedOff }) => readPage(openPage(), target, switchedOff);
}
