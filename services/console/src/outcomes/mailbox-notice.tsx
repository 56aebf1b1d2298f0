import { RelativeTime } from '@lapwing/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { mailboxQuery } from '../api/outcomes.ts';

/** When the mailbox for replies was last read, and what is wrong with it. */
export function MailboxNotice() {
  const { t } = useTranslation('outcomes');
  const { data: mailbox } = useQuery(mailboxQuery);
  if (mailbox === undefined) return null;
  return (
    <section aria-label={t('mailbox.title')} className="text-sm text-ink-muted">
      {mailbox === null ? (
        <p>{t('mailbox.none')}</p>
      ) : (
        <>
          <p className="wrap-anywhere">
            {mailbox.readAt === null ? (
              t('mailbox.never', { name: mailbox.name })
            ) : (
              <>
                {t('mailbox.read', { name: mailbox.name })} <RelativeTime at={mailbox.readAt} />
              </>
            )}
          </p>
          {mailbox.error === null || mailbox.failingSince === null ? null : (
            <p className="text-ink">
              {t('mailbox.failing')} <RelativeTime at={mailbox.failingSince} />:{' '}
              {t(`mailbox.error.${mailbox.error}`)}
            </p>
          )}
        </>
      )}
    </section>
  );
}
