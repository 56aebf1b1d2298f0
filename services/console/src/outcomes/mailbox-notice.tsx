import { RelativeTime } from '@lapwing/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { mailboxQuery } from '../api/outcomes.ts';

/** When the mailbox for replies was last read, and what is wrong with it. */
export function MailboxNotice() {
  const { t } = useTranslation('outcomes');
  const { data: mailbox } = useQuery(mailboxQuery);
  if (mailbox === undefined) return null;
  if (mailbox === null) return <p className="text-sm text-ink-muted">{t('mailbox.none')}</p>;
  const { name, readAt, error, failingSince } = mailbox;
  return (
    <div className="text-sm text-ink-muted">
      <p className="wrap-anywhere">
        {readAt === null ? (
          t('mailbox.never', { name })
        ) : (
          <>
            {t('mailbox.read', { name })} <RelativeTime at={readAt} />
          </>
        )}
      </p>
      {error === null || failingSince === null ? null : (
        <p className="text-ink">
          {t('mailbox.failing')} <RelativeTime at={failingSince} />: {t(`mailbox.error.${error}`)}
        </p>
      )}
    </div>
  );
}
