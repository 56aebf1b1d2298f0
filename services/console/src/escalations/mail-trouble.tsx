import type { EscalationCall } from '@lapwing/contracts';
import { useTranslation } from 'react-i18next';

/** Why the e-mail to a lead could not be sent, in words; nothing where it was, or was not tried yet. */
export function MailTrouble({ call: { person, mailError } }: { call: EscalationCall }) {
  const { t } = useTranslation('escalations');
  if (mailError === null) return null;
  const known = mailError === 'NO_MAIL_SERVER' || mailError === 'REFUSED' ? mailError : 'other';
  return (
    <strong className="font-medium">{t('mailFailed', { person, error: t(`mailError.${known}`) })}</strong>
  );
}
