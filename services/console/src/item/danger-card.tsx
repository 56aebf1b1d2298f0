import { Badge, Button, RelativeTime } from '@lapwing/ui';
import { Hourglass, Phone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../api/account.ts';
import { LawEnforcementDialog } from './law-enforcement-dialog.tsx';
import type { LoadedItem } from './types.ts';

/** Imminent danger: what the signs are, whom to call, whether police were told. Nothing when there is none. */
export function DangerCard({ item, onRecorded }: { item: LoadedItem; onRecorded: () => void }) {
  const { t } = useTranslation(['console', 'taxonomy']);
  const me = useMe();
  const may = useMay();
  const [asking, setAsking] = useState<'NOTICE' | 'OVERRIDE' | null>(null);
  const dangers = item.flags.flatMap((flag) => (flag.imminentDanger ? [flag.imminentDanger] : []));
  if (dangers.length === 0) return null;
  const bases = [...new Set(dangers.flatMap((danger) => danger.basis))];
  const deadline = dangers.flatMap((danger) => (danger.deadline ? [danger.deadline] : [])).sort()[0];
  const told = [
    ...item.lawEnforcement,
    ...dangers.flatMap((danger) =>
      danger.lawEnforcement
        ? [
            {
              kind: 'NOTICE' as const,
              notice: danger.lawEnforcement,
              reason: null,
              by: '',
              at: danger.lawEnforcement.notifiedAt,
            },
          ]
        : [],
    ),
  ];
  return (
    <section
      aria-label={t('console:danger.title')}
      className="flex flex-col gap-2 rounded-md border border-danger/50 bg-danger-soft px-3.5 py-3"
    >
      <h3 className="flex items-center gap-2 font-semibold text-danger">
        <Hourglass size={15} aria-hidden="true" />
        {t('console:danger.title')}
      </h3>
      <p>
        {t('console:danger.basis', { list: bases.map((basis) => t(`taxonomy:basis.${basis}`)).join(', ') })}{' '}
        {dangers.some((danger) => danger.childLocatable)
          ? t('console:danger.locatable')
          : t('console:danger.notLocatable')}
      </p>
      {deadline ? (
        <p>
          {t('console:danger.deadline')} <RelativeTime at={deadline} className="font-medium" />
        </p>
      ) : null}
      {told.length === 0 ? <p className="font-medium">{t('console:danger.notYet')}</p> : null}
      <ul className="flex flex-col gap-1">
        {told.map((entry) => (
          <li key={`${entry.kind}${entry.at}`} className="flex flex-wrap items-center gap-x-2">
            <Badge tone="accent">
              {entry.kind === 'NOTICE' && entry.notice
                ? t('console:danger.told', { agency: entry.notice.agency, reference: entry.notice.reference })
                : t('console:danger.overridden', { name: entry.by, reason: entry.reason ?? '' })}
            </Badge>
            <RelativeTime at={entry.at} className="text-sm text-ink-muted" />
          </li>
        ))}
      </ul>
      {told.length === 0 && me.emergencyContacts.length > 0 ? (
        <ul aria-label={t('console:danger.contacts')} className="flex flex-wrap gap-x-4 gap-y-1">
          {me.emergencyContacts.map((contact) => (
            <li key={contact.phone} className="inline-flex items-center gap-1.5">
              <Phone size={13} aria-hidden="true" />
              {contact.name} <strong className="font-semibold">{contact.phone}</strong>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {may('law-enforcement:record') ? (
          <Button size="sm" onClick={() => setAsking('NOTICE')}>
            {t('console:danger.record')}
          </Button>
        ) : null}
        {may('law-enforcement:override') && told.length === 0 ? (
          <Button size="sm" variant="danger" onClick={() => setAsking('OVERRIDE')}>
            {t('console:danger.override')}
          </Button>
        ) : null}
      </div>
      <LawEnforcementDialog
        itemId={item.itemId}
        kind={asking}
        onClose={() => setAsking(null)}
        onRecorded={onRecorded}
      />
    </section>
  );
}
