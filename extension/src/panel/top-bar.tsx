import { useTranslation } from 'react-i18next';

export type View = 'FLAG' | 'COLLECT' | 'MINE' | 'SETTINGS' | 'PAIR';

const tabs = [
  ['FLAG', 'extension:nav.flag'],
  ['COLLECT', 'ways:collect.tab'],
  ['MINE', 'extension:nav.mine'],
  ['SETTINGS', 'extension:nav.settings'],
] as const;

export function TopBar({ view, onView }: { view: View; onView: (view: View) => void }) {
  const { t } = useTranslation(['extension', 'ways']);
  return (
    <header className="shrink-0 border-b border-line bg-surface px-1.5">
      <h1 className="sr-only">{t('extension:title')}</h1>
      <nav
        aria-label={t('extension:nav.label')}
        className="flex overflow-x-auto overflow-y-hidden [scrollbar-width:none]"
      >
        {tabs.map(([name, label]) => (
          <button
            key={name}
            type="button"
            aria-current={view === name ? 'page' : undefined}
            onClick={() => onView(name)}
            className={`-mb-px border-b-2 px-2 py-2 font-medium whitespace-nowrap ${
              view === name ? 'border-accent text-ink' : 'border-transparent text-ink-muted hover:text-ink'
            }`}
          >
            {t(label)}
          </button>
        ))}
      </nav>
    </header>
  );
}
