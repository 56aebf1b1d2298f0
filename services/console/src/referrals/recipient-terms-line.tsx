import type { RecipientView } from '@lapwing/contracts';
import { useTranslation } from 'react-i18next';

const BYTES_IN_MEGABYTE = 1_000_000;

/** What a referrer needs to know of a recipient: whether it takes any today, what it covers, its limits, whom to reach. */
export function RecipientTermsLine({ recipient }: { recipient: RecipientView }) {
  const { t, i18n } = useTranslation('recipient-settings');
  const { configuration, standing, publicKey } = recipient;
  const { maximumReferrals, maximumBytes, batchesPerDay, senders } = configuration;
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' });
  const dayOf = (iso: string | null) => (iso === null ? '' : day.format(new Date(iso)));
  const closed = {
    OPEN: null,
    SWITCHED_OFF: t('standing.SWITCHED_OFF'),
    NOT_YET: t('standing.NOT_YET', { day: dayOf(configuration.activeFrom) }),
    ENDED: t('standing.ENDED', { day: dayOf(configuration.activeUntil) }),
  }[standing];
  const limits = [
    t('desk.perBatch', { count: maximumReferrals }),
    ...(batchesPerDay === null ? [] : [t('desk.perDay', { count: batchesPerDay })]),
    ...(maximumBytes === null ? [] : [t('desk.megabytes', { megabytes: maximumBytes / BYTES_IN_MEGABYTE })]),
  ];
  const languages = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const facts = [
    [t('desk.products'), configuration.products.join(', ')],
    [
      t('desk.languages'),
      [...new Set([configuration.language, ...configuration.languages])]
        .map((tag) => languages.of(tag) ?? tag)
        .join(', '),
    ],
    [t('desk.limits'), limits.join(' · ')],
    [t('desk.asOf'), dayOf(configuration.asOf)],
  ] as const;
  return (
    <div className="flex flex-col gap-1 text-sm">
      {closed ? <p className="font-medium">{closed}</p> : null}
      {senders.roles.length > 0 || senders.people.length > 0 ? <p>{t('desk.senders')}</p> : null}
      {publicKey?.expired ? <p className="font-medium">{t('desk.keyExpired')}</p> : null}
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
        {facts.map(([label, value]) =>
          value === '' ? null : (
            <div key={label} className="contents">
              <dt className="text-ink-muted">{label}</dt>
              <dd className="min-w-0 wrap-anywhere">{value}</dd>
            </div>
          ),
        )}
        {configuration.contacts.length > 0 ? (
          <div className="contents">
            <dt className="text-ink-muted">{t('desk.contacts')}</dt>
            <dd className="min-w-0">
              <ul>
                {configuration.contacts.map((contact) => (
                  <li key={Object.values(contact).join()} className="wrap-anywhere">
                    {[contact.name, contact.email, contact.phone, contact.web, contact.note]
                      .filter((part) => part !== '')
                      .join(' · ')}
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        ) : null}
      </dl>
    </div>
  );
}
