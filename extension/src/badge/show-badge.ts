import { createTranslator } from '@lapwing/ui/i18n';
import { markToolbar } from '../browser.ts';
import { chosenLanguage } from '../chosen-language.ts';
import { type BadgeSources, badgeOf } from './badge.ts';

/** Shows on the toolbar button what is gravest. Nothing else writes there, so that nothing covers it. */
export async function showBadge(sources: BadgeSources): Promise<void> {
  const badge = badgeOf(sources);
  const t = createTranslator(await chosenLanguage(), ['extension', 'danger']);
  const { text, colour } = badge ?? { text: '', colour: '#575249' };
  await markToolbar({ text, colour, title: badge ? t(`danger:badge.${badge.title}`) : t('manifest.action') });
}
