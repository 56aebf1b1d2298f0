import { KeyHint } from '@lapwing/ui';
import { Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSingleKeys } from './use-single-keys.ts';

export type View = 'FLAG' | 'COLLECT' | 'MINE' | 'SETTINGS' | 'PAIR';

const tabs = [
  ['FLAG', 'extension:nav.flag'],
  ['COLLECT', 'ways:collect.tab'],
  ['MINE', 'extension:nav.mine'],
  ['SETTINGS', 'extension:nav.settings'],
] as const;

export interface TopBarProps {
  view: View;
  onView: (view: View) => void;
  onDanger: () => void;
}

/** The views; and imminent danger, where the form that has it is not in sight. */
export function TopBar({ view, onView, onDanger }: TopBarProps) {
  const { t } = useTranslation(['extension', 'ways']);
  const [singleKeys] = useSingleKeys();
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
        {view === 'FLAG' ? null : (
          <button
            type="button"
            title={t('extension:imminent.open')}
            onClick={onDanger}
            className="ms-auto inline-flex items-center gap-1.5 px-2 text-danger"
          >
            <Phone size={15} aria-hidden="true" />
            <span className="sr-only">{t('extension:imminent.open')}</span>
            {singleKeys ? <KeyHint keyName="0" /> : null}
          </button>
        )}
      </nav>
    </header>
  );
}
