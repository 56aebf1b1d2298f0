import type { Category } from '@lapwing/contracts/taxonomy';
import { KeyHint } from '@lapwing/ui';
import { History, Pin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { pinnedCategories, recentCategories } from './favourites.ts';
import { categoryKey } from './form-keys.ts';
import { usePageMemory } from './page-memory.ts';

export interface FavouriteChipsProps {
  value: Category | null;
  singleKeys: boolean;
  onChange: (category: Category) => void;
}

/** Pinned and recent categories, one press each. They are offered, never chosen beforehand. */
export function FavouriteChips({ value, singleKeys, onChange }: FavouriteChipsProps) {
  const { t } = useTranslation(['taxonomy', 'guidance']);
  const [pinned] = usePageMemory(pinnedCategories);
  const [recent] = usePageMemory(recentCategories);
  const offered = [
    ...pinned.map((category) => ({ category, icon: <Pin size={12} aria-hidden="true" /> })),
    ...recent
      .filter((category) => !pinned.includes(category))
      .map((category) => ({ category, icon: <History size={12} aria-hidden="true" /> })),
  ];
  if (offered.length === 0) return null;
  return (
    <ul aria-label={t('guidance:favourites')} className="flex flex-wrap gap-1.5">
      {offered.map(({ category, icon }) => (
        <li key={category} className="min-w-0">
          <button
            type="button"
            aria-pressed={category === value}
            onClick={() => onChange(category)}
            className={`inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-md border px-2 text-start text-sm pointer-coarse:min-h-9 ${
              category === value ? 'border-accent bg-accent-soft font-medium' : 'border-line hover:bg-sunken'
            }`}
          >
            <span className="shrink-0 text-ink-muted">{icon}</span>
            <span className="min-w-0 truncate">{t(`taxonomy:category.${category}.name`)}</span>
            {singleKeys ? <KeyHint keyName={categoryKey(category)} /> : null}
          </button>
        </li>
      ))}
    </ul>
  );
}
