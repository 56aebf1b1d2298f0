import type { Me } from '@lapwing/contracts/person';
import { Button } from '@lapwing/ui';
import { Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';

export interface DangerContactsProps {
  me: Me;
  /** She says that she has called them. */
  onCalled?: (name: string) => void;
  /** Whom she said she called. */
  called?: string;
}

/** The organisation's emergency contacts, each a number to press. */
export function DangerContacts({ me, onCalled, called }: DangerContactsProps) {
  const { t } = useTranslation(['extension', 'danger']);
  if (me.emergencyContacts.length === 0) {
    return <p className="font-normal">{t('extension:imminent.noContacts')}</p>;
  }
  return (
    <ul
      aria-label={t('extension:imminent.contacts', { organisation: me.organisation })}
      className="mt-1 flex flex-col gap-1"
    >
      {me.emergencyContacts.map(({ name, phone }) => (
        <li key={`${name}${phone}`} className="flex flex-wrap items-center gap-x-2 gap-y-1 font-normal">
          <Phone size={14} aria-hidden="true" className="shrink-0" />
          <span className="min-w-0 flex-1 wrap-anywhere">{name}</span>
          <a className="font-semibold underline" href={`tel:${phone.replace(/[^\d+*#]/g, '')}`}>
            {phone}
          </a>
          {onCalled ? (
            <Button size="sm" aria-pressed={called === name} onClick={() => onCalled(name)}>
              {t(called === name ? 'danger:called.done' : 'danger:called.short')}
              <span className="sr-only">{name}</span>
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
