import { openPage } from './page/open-page.ts';
import { statusOf } from './page/status.ts';
import { readPage } from './read-page.ts';
import { readStanding } from './standing/read-standing.ts';

/** Makes the page readable by the next call; does nothing by itself. */
export function startCaptureScript(): void {
  globalThis.lapwingReadPage = ({ target, switchedOff }) => readPage(openPage(), target, switchedOff);
  globalThis.lapwingReadStanding = ({ flagged, switchedOff }) => {
    const view = openPage();
    return readStanding({ view, flagged, status: statusOf(view.url, performance) }, switchedOff);
  };
}
