import { startBudget } from './budget.ts';
import type { PageView } from './page-view.ts';
import { realScreen } from './real-screen.ts';

/** The page that this script runs in, ready to be read once. */
export function openPage(): PageView {
  return {
    document,
    url: new URL(location.href),
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
