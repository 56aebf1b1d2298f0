import type { TrayLine } from '@lapwing/contracts';
import { Badge, fullTime, RelativeTime, useLanguage } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';
import { AssignLine } from './assign-line.tsx';
import { DismissLine } from './dismiss-line.tsx';
import { ReplyText } from './reply-text.tsx';

/** One line of the tray: what it says, what it could be about, and the two ways out. */
export function TrayEntry({ line }: { line: TrayLine }) {
  const { t } = useTranslation(['outcomes', 'taxonomy']);
  const { language } = useLanguage();
  const { reply } = line;
  const quoted = [line.reference, line.url, line.ticket].filter((cell) => cell.trim() !== '');
  return (
    <li className="flex flex-col gap-2.5 px-4 py-3">
      <div>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">
            {line.kind === null ? t('outcomes:tray.unread') : t(`taxonomy:outcome.${line.kind}`)}
          </span>
          <span className="text-sm text-ink-muted">{fullTime(line.observedAt, language)}</span>
          <Badge tone="warn">{t(`outcomes:plan.reason.${line.reason}`)}</Badge>
          {reply ? <Badge>{t(`outcomes:tray.replyKind.${reply.kind}`)}</Badge> : null}
        </p>
        <p className="text-sm text-ink-muted">
          {line.recipient} ·{' '}
          {line.source === 'FILE'
            ? t('outcomes:tray.line', { line: line.line })
            : t(`outcomes:tray.source.${line.source}`)}{' '}
          · {t('outcomes:tray.came')} <RelativeTime at={line.importedAt} />
        </p>
        {quoted.length === 0 ? null : (
          <p className="text-sm">
            {t('outcomes:tray.quotes')}:{' '}
            <span className="font-mono text-xs wrap-anywhere">{quoted.join(' · ')}</span>
          </p>
        )}
        {reply && !reply.senderKnown && reply.kind !== 'BOUNCE' ? (
          <p className="text-sm">{t('outcomes:tray.senderUnknown')}</p>
        ) : null}
        {line.note === '' ? null : <p className="text-sm text-ink-muted whitespace-pre-wrap">{line.note}</p>}
      </div>
      {reply ? <ReplyText line={line} reply={reply} /> : null}
      {reply?.kind === 'BOUNCE' ? (
        <>
          <p>{t('outcomes:tray.bounce')}</p>
          <div>
            <DismissLine lineId={line.lineId} />
          </div>
        </>
      ) : (
        <AssignLine line={line} />
      )}
    </li>
  );
}
