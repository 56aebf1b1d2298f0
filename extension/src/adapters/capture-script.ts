import type { CaptureRequest, StandingRequest } from './capture-request.ts';
import { openPage } from './page/open-page.ts';
import { statusOf } from './page/status.ts';
import { type PageReading, readPage } from './read-page.ts';
import { readStanding } from './standing/read-standing.ts';
import type { Standing } from './standing/standing.ts';

/** What the script leaves in the extension's own world of a page, where the page cannot reach it. */
declare global {
  var lapwingReadPage: ((request: CaptureRequest) => PageReading) | undefined;
  var lapwingReadStanding: ((request: StandingRequest) => Standing) | undefined;
}

/** Makes the page readable by the next call; does nothing by itself. */
export function startCaptureScript(): void {
  globalThis.lapwingReadPage = ({ target, switchedOff }) => readPage(openPage(), target, switchedOff);
  globalThis.lapwingReadStanding = ({ flagged, switchedOff }) => {
    const view = openPage();
    return readStanding({ view, flagged, status: statusOf(view.url, performance) }, switchedOff);
  };
}

/** Runs in the page after {@link startCaptureScript} and refers to nothing outside of itself. */
export function callCaptureScript(request: CaptureRequest): PageReading | null {
  return globalThis.lapwingReadPage?.(request) ?? null;
}

/** Runs in the page after {@link startCaptureScript} and refers to nothing outside of itself. */
export function callStandingScript(request: StandingRequest): Standing | null {
  return globalThis.lapwingReadStanding?.(request) ?? null;
}
