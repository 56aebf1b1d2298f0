import { startBudget } from './budget.ts';
import { findFirst } from './dom.ts';
import { identityOf } from './identity.ts';
import type { PageView } from './page-view.ts';
import { realScreen } from './real-screen.ts';

/** The page that this script runs in, ready to be read once. */
export function openPage(): PageView {
  // Whatever the page changed since it was last drawn is laid out now, before the clock starts: asking where things are
  // would do it anyway, and a reading writes nothing that would do it twice.
  findFirst(document, ':root')?.getBoundingClientRect();
  return {
    document,
    url: new URL(location.href),
    identity: identityOf(location.href),
    base: baseOf(),
    screen: realScreen(document),
    budget: startBudget(() => performance.now()),
  };
}

function baseOf(): string {
  const read = Object.getOwnPropertyDescriptor(Node.prototype, 'baseURI')?.get;
  const base: unknown = read === undefined ? null : Reflect.apply(read, document, []);
  return typeof base === 'string' ? base : location.href;
}
