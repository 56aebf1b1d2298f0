import type { TrayLine } from '@lapwing/contracts';
import { Button, fullTime, ProblemNotice, useLanguage } from '@lapwing/ui';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { openReply } from '../api/outcomes.ts';
import { troubleOf } from '../api/request.ts';

/** What was kept of a reply, once somebody asks for it: that is on record. Text only; nothing in it can be pressed. */
export function ReplyText({ line, reply }: { line: TrayLine; reply: NonNullable<TrayLine['reply']> }) {
  const { t } = useTranslation('outcomes');
  const { language } = useLanguage();
  const open = useMutation({ mutationFn: () => openReply(line.lineId) });
  if (!open.data)
    return (
      <div className="flex flex-col items-start gap-2">
        {open.isError ? <ProblemNotice trouble={troubleOf(open.error)} /> : null}
        <Button size="sm" pending={open.isPending} onClick={() => open.mutate()}>
          {t('tray.read')}
        </Button>
      </div>
    );
  const { from, subject, text, receivedAt } = open.data;
  return (
    <section
      aria-label={t('tray.reading')}
      className="flex flex-col gap-2 rounded-md border border-line bg-sunken px-3 py-2"
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-2 text-sm">
        <dt className="text-ink-muted">{t('tray.from')}</dt>
        <dd className="wrap-anywhere">
          {from} · {fullTime(receivedAt, language)}
        </dd>
        <dt className="text-ink-muted">{t('tray.subject')}</dt>
        <dd className="wrap-anywhere">{subject}</dd>
      </dl>
      {text === '' ? null : <p className="whitespace-pre-wrap wrap-anywhere">{text}</p>}
      {reply.text === 'WHOLE' ? null : (
        <p className="text-sm text-ink-muted">{t(`tray.text.${reply.text}`)}</p>
      )}
      <p className="text-sm text-ink-muted">{t('tray.spoof')}</p>
    </section>
  );
}
