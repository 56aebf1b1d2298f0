import { Button, RelativeTime } from '@lapwing/ui';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Known } from './use-known.ts';
import { useSteadyBelow } from './use-steady-below.ts';

/**
 * Whether others flagged it before, and what became of that. One quiet line, announced when it comes; its place is
 * kept from the question on, and what is under the pointer stays there when more than a line is known.
 */
export function KnownLine({ known, onAdd }: { known: Known; onAdd?: () => void }) {
  const { t } = useTranslation('guidance');
  const line = useRef<HTMLDivElement>(null);
  useSteadyBelow(line);
  return (
    <div
      ref={line}
      role="status"
      className={`text-sm text-ink-muted ${known.kind === 'NOTHING' ? '' : 'min-h-lh'}`}
    >
      <KnownWords known={known} />
      {known.kind === 'KNOWN' && onAdd ? (
        <Button size="sm" className="mt-1" onClick={onAdd}>
          {t('add')}
        </Button>
      ) : null}
    </div>
  );
}

function KnownWords({ known }: { known: Known }) {
  const { t } = useTranslation(['extension', 'taxonomy']);
  if (known.kind === 'NOTHING' || known.kind === 'NO_ANSWER') return null;
  if (known.kind === 'ASKING') return t('extension:known.asking');
  if (known.kind === 'NEW') return t('extension:known.new');
  const { item } = known;
  return (
    <>
      <p className="font-medium text-ink">
        {item.flaggedByMe ? t('extension:known.mine') : t('extension:known.known', { count: item.flaggers })}
        {' · '}
        <RelativeTime at={item.flaggedAt} />
        {' · '}
        {t(`taxonomy:itemState.${item.state}`)}
      </p>
      {item.referredTo.map(({ recipient, sentAt }) =>
        sentAt === null ? null : (
          <p key={recipient}>
            {t('extension:known.referred', { recipients: recipient })}
            {' · '}
            <RelativeTime at={sentAt} />
          </p>
        ),
      )}
      {item.lastOutcome ? (
        <p>
          {t('extension:known.outcome', { outcome: t(`taxonomy:outcome.${item.lastOutcome.kind}`) })}
          {' · '}
          <RelativeTime at={item.lastOutcome.observedAt} />
        </p>
      ) : null}
      <p>{t('extension:known.add')}</p>
    </>
  );
}
