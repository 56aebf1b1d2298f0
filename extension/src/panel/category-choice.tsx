import { type Category, categories } from '@lapwing/contracts/taxonomy';
import { CategoryGuidance, IconButton } from '@lapwing/ui';
import { CircleQuestionMark, Pin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Helped } from './category-help.tsx';
import { ChoiceList } from './choice-list.tsx';
import { FavouriteChips } from './favourite-chips.tsx';
import { pinnedCategories, toggledPin } from './favourites.ts';
import { categoryKey } from './form-keys.ts';
import { usePageMemory } from './page-memory.ts';

export interface CategoryChoiceProps {
  value: Category | null;
  error: string | undefined;
  singleKeys: boolean;
  onChange: (category: Category) => void;
  onHelp: (helped: Helped) => void;
}

/** The categories, those she pinned or used last once more above, and beside each what it means. */
export function CategoryChoice({ value, error, singleKeys, onChange, onHelp }: CategoryChoiceProps) {
  const { t } = useTranslation(['taxonomy', 'common', 'guidance']);
  const [pinned, setPinned] = usePageMemory(pinnedCategories);
  return (
    <div className="flex flex-col gap-2">
      <FavouriteChips value={value} singleKeys={singleKeys} onChange={onChange} />
      <ChoiceList
        name="category"
        legend={t('common:category.label')}
        hint={singleKeys ? t('guidance:keys') : undefined}
        error={error}
        value={value}
        onChange={onChange}
        choices={categories.map((category) => {
          const name = t(`taxonomy:category.${category}.name`);
          const isPinned = pinned.includes(category);
          return {
            value: category,
            label: name,
            hotkey: singleKeys ? categoryKey(category) : undefined,
            details: <CategoryGuidance category={category} />,
            aside: (
              <>
                <IconButton
                  label={t(isPinned ? 'guidance:unpin' : 'guidance:pin', { name })}
                  aria-pressed={isPinned}
                  icon={<Pin size={14} aria-hidden="true" className={isPinned ? 'fill-current' : ''} />}
                  onClick={() => setPinned(toggledPin(pinned, category))}
                />
                <IconButton
                  label={t('guidance:about', { name })}
                  icon={<CircleQuestionMark size={14} aria-hidden="true" />}
                  onClick={() => onHelp(category)}
                />
              </>
            ),
          };
        })}
      />
    </div>
  );
}
