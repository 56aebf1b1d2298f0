import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What axe finds against WCAG 2.2 AA on a page as it is now, one line for each place; empty when there is nothing.
 *
 * @param rules only these, by axe's names, for what changes with the colours alone
 */
export async function findBarriers(page: Page, rules?: readonly string[]): Promise<string[]> {
  await endTransitions(page);
  // The other mode opens a page of its own for every analysis, which a side panel cannot have.
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (rules === undefined
    ? builder.withTags(standard)
    : builder.withRules([...rules])
  ).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const reason = failureSummary?.split('\n').at(1)?.trim() ?? '';
      return `${id} at ${target.join(' ')}: ${reason}`;
    }),
  );
}

/**
 * Colours that are on their way to others have the contrast of neither; in a page that is not in front they stay there.
 * Where one ends, another may begin inside of it.
 */
async function endTransitions(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    const isEnding = ({ effect }) => effect?.getComputedTiming().iterations !== Infinity;
    for (let turn = 0; turn < 20; turn += 1) {
      const ending = document.getAnimations().filter(isEnding);
      if (ending.length === 0) return;
      for (const animation of ending) animation.finish();
    }
  })()`);
}
