import { useTranslation } from 'react-i18next';
import { countNames } from '../adapters/reading.ts';
import type { Capture } from '../capture/capture.ts';
import { isMembersOnly } from '../capture/is-members-only.ts';

/** What to know of a capture that stands in the form: how far it can be relied on, and the numbers beside the post. */
export function CaptureNotices({ capture }: { capture: Capture }) {
  const { t, i18n } = useTranslation('capture');
  const compact = new Intl.NumberFormat(i18n.language, { notation: 'compact' });
  const counts = countNames.flatMap((name) => {
    const count = capture.counts[name];
    return count === undefined ? [] : [t(name, { count, shown: compact.format(count) })];
  });
  return (
    <>
      {capture.unlike !== null ? (
        <p role="status" className="rounded-md bg-warn-soft px-2 py-1 text-sm text-warn">
          {t('unlike')}
        </p>
      ) : null}
      {capture.hasOwnAddress ? null : (
        <p role="status" className="rounded-md bg-warn-soft px-2 py-1 text-sm text-warn">
          {t('noOwnAddress')}
        </p>
      )}
      {isMembersOnly(capture.url) ? (
        <p role="status" className="rounded-md bg-warn-soft px-2 py-1 text-sm text-warn">
          {t('membersOnly')}
        </p>
      ) : null}
      {counts.length > 0 ? (
        <p className="text-sm text-ink-muted tabular-nums">
          {t('counts')} {counts.join(' · ')}
        </p>
      ) : null}
    </>
  );
}
