import { useTranslation } from 'react-i18next';
import { Section } from './section.tsx';

/** What the organisation's administrator preset in this browser. Nobody can change it here. */
export function ManagedSection({ managed }: { managed: Readonly<Record<string, unknown>> }) {
  const { t } = useTranslation('privacy');
  const presets = Object.entries(managed);
  return (
    <Section title={t('managed.title')}>
      {presets.length === 0 ? (
        <p>{t('managed.none')}</p>
      ) : (
        <dl className="divide-y divide-line rounded-md border border-line bg-surface">
          {presets.map(([name, value]) => (
            <div key={name} className="flex flex-wrap gap-x-3 px-3 py-2">
              <dt dir="ltr" className="w-44 font-mono text-sm">
                {name}
              </dt>
              <dd dir="ltr" className="font-mono text-sm wrap-anywhere">
                {JSON.stringify(value)}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}
