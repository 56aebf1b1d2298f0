import { readBackgroundTexts } from '../background-texts.ts';
import { markToolbar } from '../browser/notices.ts';
import { type BadgeSources, badgeOf } from './badge.ts';

/** Shows on the toolbar button what is gravest. Nothing else writes there, so that nothing covers it. */
export async function showBadge(sources: BadgeSources): Promise<void> {
  const badge = badgeOf(sources);
  const text = await readBackgroundTexts();
  const { text: mark, colour } = badge ?? { text: '', colour: '#575249' };
  await markToolbar({
    text: mark,
    colour,
    title: text(badge ? `danger:badge.${badge.title}` : 'extension:manifest.action'),
  });
}
