import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { splitAtControls } from './split-at-controls.ts';

/**
 * A text whose invisible direction controls make it read otherwise than it is written, with each of them shown by
 * its name. Nothing for any other text.
 */
export function WrittenAsIs({ text }: { text: string }) {
  const { t } = useTranslation('capture');
  const parts = splitAtControls(text);
  if (parts.length === 1) return null;
  return (
    <div className="rounded-md border border-line bg-warn-soft px-2 py-1 text-sm text-warn">
      <p>{t('controls')}</p>
      {/* Isolated pieces from left to right: the order of the characters, whatever they say of themselves. */}
      <p dir="ltr" className="font-mono wrap-anywhere">
        {parts.map(({ words, control }, index) => (
          <Fragment key={index}>
            <bdi>{words}</bdi>
            {control === null ? null : <span className="mx-0.5 border border-current px-0.5">{control}</span>}
          </Fragment>
        ))}
      </p>
    </div>
  );
}
