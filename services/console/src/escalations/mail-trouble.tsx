import type { EscalationCall } from '@lapwing/contracts';
import { useTranslation } from 'react-i18next';

/** Why the e-mail to a lead did not reach her, in words; nothing where nobody knows of trouble. */
export function MailTrouble({ call: { person, mailError } }: { call: EscalationCall }) {
  const { t } = useTranslation('escalations');
  if (mailError === null) return null;
  if (mailError === 'CAME_BACK')
    return <strong className="font-medium">{t('mailCameBack', { person })}</strong>;
  const known = mailError === 'NO_MAIL_SERVER' || mailError === 'REFUSED' ? mailError : 'other';
  return (
    <strong className="font-medium">{t('mailFailed', { person, error: t(`mailError.${known}`) })}</strong>
  );
}
