import type { CaptureRequest, StandingRequest } from './capture-request.ts';
import type { PageReading } from './read-page.ts';
import type { Standing } from './standing/standing.ts';

// What runs in the page after the capture script. It stands apart from it, so that the background does not carry all
// adapters, which run in pages only.

/** What the script leaves in the extension's own world of a page, where the page cannot reach it. */
declare global {
  var lapwingReadPage: ((request: CaptureRequest) => PageReading) | undefined;
  var lapwingReadStanding: ((request: StandingRequest) => Standing) | undefined;
}

/** Runs in the page after the capture script and refers to nothing outside of itself. */
export function callCaptureScript(request: CaptureRequest): PageReading | null {
  return globalThis.lapwingReadPage?.(request) ?? null;
}

/** Runs in the page after the capture script and refers to nothing outside of itself. */
export function callStandingScript(request: StandingRequest): Standing | null {
  return globalThis.lapwingReadStanding?.(request) ?? null;
}
