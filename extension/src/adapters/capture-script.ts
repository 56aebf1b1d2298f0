import { elementOfMenu } from '../browser/commands.ts';
import { openPage } from './page/open-page.ts';
import type { PageView } from './page/page-view.ts';
import { statusOf } from './page/status.ts';
import { readPage } from './read-page.ts';
import { readStanding } from './standing/read-standing.ts';
import type { Target } from './target.ts';

/**
 * Where the context menu was opened last, for browsers that do not say it. It outlives a call of this script, which
 * comes again with every reading and may by then be a newer version's.
 */
declare global {
  var lapwingMenu: { target: Element | null } | undefined;
  /** The post on which our control was pressed last. */
  var lapwingPressed: Element | undefined;
}

/** Makes the page readable by the next call; reads nothing by itself. */
export function startCaptureScript(): void {
  globalThis.lapwingMenu ??= watchMenu();
  const opened = globalThis.lapwingMenu;
  globalThis.lapwingReadPage = ({ target, switchedOff, menu, control }) => {
    const view = openPage();
    const pressed = globalThis.lapwingPressed;
    if (control === true && pressed?.isConnected === true)
      return readPage(view, pressedOn(view, pressed), switchedOff);
    return readPage(
      menu === undefined ? view : pointedAt(view, menu.element, opened.target),
      target,
      switchedOff,
    );
  };
  globalThis.lapwingReadStanding = ({ flagged, switchedOff }) => {
    const view = openPage();
    return readStanding({ view, flagged, status: statusOf(view.url, performance) }, switchedOff);
  };
}

function watchMenu(): { target: Element | null } {
  const opened: { target: Element | null } = { target: null };
  addEventListener(
    'contextmenu',
    (event) => {
      if (event.isTrusted) opened.target = event.target instanceof Element ? event.target : null;
    },
    { capture: true, passive: true },
  );
  return opened;
}

/**
 * The page with the pointer where the context menu was opened: by now it is over the menu. Chromium does not say what
 * that was; where this script ran before, it saw it, else what the page still calls pointed at has to do.
 */
function pointedAt(view: PageView, id: number | undefined, seen: Element | null): PageView {
  const element = (id === undefined ? null : elementOfMenu(id)) ?? seen;
  if (element === null || !element.isConnected) return view;
  return { ...view, screen: { ...view.screen, hovered: () => element } };
}

/** The post that was pressed on, whatever else the pointer or the keyboard is in; with words that are selected in it. */
function pressedOn(view: PageView, post: Element): Target {
  const selection = view.screen.selection();
  return selection !== null && Node.prototype.contains.call(post, selection.start)
    ? { kind: 'SELECTION', text: selection.text }
    : { kind: 'ELEMENT', element: post };
}
