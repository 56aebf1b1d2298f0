import type { CaptureRequest } from './capture-request.ts';
import { openPage } from './page/open-page.ts';
import { type PageReading, readPage } from './read-page.ts';

/** What the script leaves in the extension's own world of a page, where the page cannot reach it. */
declare global {
  var lapwingReadPage: ((request: CaptureRequest) => PageReading) | undefined;
}

/** Makes the page readable by the next call; does nothing by itself. */
export function startCaptureScript(): void {
  globalThis.lapwingReadPage = ({ target, switchedOff }) => readPage(openPage(), target, switchedOff);
}

/** Runs in the page after {@link startCaptureScript} and refers to nothing outside of itself. */
export function callCaptureScript(request: CaptureRequest): PageReading | null {
  return globalThis.lapwingReadPage?.(request) ?? null;
}
