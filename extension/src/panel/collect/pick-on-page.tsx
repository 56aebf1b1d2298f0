import { Button } from '@lapwing/ui';
import { ListPlus, MousePointerClick } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tabById, tabInFront } from '../../browser/tabs.ts';
import { pickInTab } from '../../collect/pick-in-tab.ts';

type Outcome = 'STARTED' | 'NONE' | 'UNREADABLE' | 'PRIVATE';
const words = {
  STARTED: 'pick.started',
  NONE: 'pick.nothing',
  UNREADABLE: 'pick.unreadable',
  PRIVATE: 'pick.private',
} as const;

/** Begins picking posts in the page in front, one by one or all. */
export function PickOnPage({ tabId, isPrivate }: { tabId: number | null; isPrivate: boolean }) {
  const { t, i18n } = useTranslation('ways');
  const [outcome, setOutcome] = useState<Outcome | null>(isPrivate ? 'PRIVATE' : null);
  const pick = async (all: boolean) => {
    const tab = tabId === null ? await tabInFront() : await tabById(tabId);
    if (tab?.private) return setOutcome('PRIVATE');
    const bar = {
      label: t('bar.label'),
      hint: t('bar.hint'),
      picked: t('bar.picked'),
      none: t('bar.none'),
      all: t('bar.all'),
      done: t('bar.done'),
    };
    const count = tab && (await pickInTab(tab.tabId, { words: bar, language: i18n.language, all }));
    setOutcome(count === null ? 'UNREADABLE' : count === 0 ? 'NONE' : 'STARTED');
  };
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={isPrivate}
          icon={<MousePointerClick size={15} aria-hidden="true" />}
          onClick={() => void pick(false)}
        >
          {t('pick.some')}
        </Button>
        <Button
          disabled={isPrivate}
          icon={<ListPlus size={15} aria-hidden="true" />}
          onClick={() => void pick(true)}
        >
          {t('pick.all')}
        </Button>
      </div>
      <p role="status" className="text-sm text-ink-muted">
        {outcome === null ? '' : t(words[outcome])}
      </p>
    </div>
  );
}
