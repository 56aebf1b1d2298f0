import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readShortcuts } from '../../browser/commands.ts';
import { COLLECT_COMMAND, PAGE_COMMAND } from '../../stored-keys.ts';

const rows = [
  ['_execute_action', 'post'],
  [PAGE_COMMAND, 'page'],
  [COLLECT_COMMAND, 'collect'],
] as const;

/** The keyboard shortcuts as they are set in this browser. */
export function Shortcuts() {
  const { t } = useTranslation('ways');
  const [set, setSet] = useState<ReadonlyMap<string, string> | null>(null);
  useEffect(() => {
    void readShortcuts().then(setSet, () => setSet(new Map()));
  }, []);
  if (set === null) return null;
  return (
    <section aria-labelledby="shortcuts-title" className="flex flex-col gap-1">
      <h3 id="shortcuts-title" className="text-sm">
        {t('shortcuts.title')}
      </h3>
      <dl className="flex flex-col rounded-md border border-line bg-surface px-3 py-1">
        {rows.map(([name, label]) => (
          <div
            key={name}
            className="flex flex-wrap justify-between gap-x-3 border-t border-line py-1 first:border-t-0"
          >
            <dt>{t(`shortcuts.${label}`)}</dt>
            <dd className="font-mono text-sm text-ink-muted">{set.get(name) || t('shortcuts.none')}</dd>
          </div>
        ))}
      </dl>
      <p className="text-sm text-ink-muted">{t('shortcuts.hint')}</p>
    </section>
  );
}
