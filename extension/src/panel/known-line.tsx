import { RelativeTime } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';
import type { Known } from './use-known.ts';

/** Whether others flagged it before, and what became of that. One quiet line, announced when it comes. */
export function KnownLine({ known }: { known: Known }) {
  return (
    <div role="status" className="text-sm text-ink-muted">
      <KnownWords known={known} />
    </div>
  );
}

function KnownWords({ known }: { known: Known }) {
  const { t } = useTranslation(['extension', 'taxonomy']);
  if (known.kind === 'NOTHING') return null;
  if (known.kind === 'ASKING') return t('extension:known.asking');
  if (known.kind === 'NEW') return t('extension:known.new');
  const { item } = known;
  const sent = item.referredTo.filter((referral) => referral.sentAt !== null);
  const recipients = sent.map((referral) => referral.recipient).join(', ');
  return (
    <>
      <p className="font-medium text-ink">
        {item.flaggedByMe ? t('extension:known.mine') : t('extension:known.known', { count: item.flaggers })}
        {' · '}
        <RelativeTime at={item.flaggedAt} />
        {' · '}
        {t(`taxonomy:itemState.${item.state}`)}
      </p>
      {recipients !== '' ? <p>{t('extension:known.referred', { recipients })}</p> : null}
      {item.lastOutcome ? (
        <p>{t('extension:known.outcome', { outcome: t(`taxonomy:outcome.${item.lastOutcome.kind}`) })}</p>
      ) : null}
      <p>{t('extension:known.add')}</p>
    </>
  );
}
