import { type Category, categories } from '@lapwing/contracts/taxonomy';
import { CategoryGuidance, Dialog } from '@lapwing/ui';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** All categories, or one to begin with. */
export type Helped = Category | 'ALL';

export interface CategoryHelpProps {
  helped: Helped | null;
  onClose: () => void;
}

/** What each category is, with examples, and what is not to be flagged. The form stays as it is behind it. */
export function CategoryHelp({ helped, onClose }: CategoryHelpProps) {
  const { t } = useTranslation('guidance');
  return (
    <Dialog
      open={helped !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('title')}
      description={t('intro')}
      width="md"
    >
      <div className="flex flex-col gap-5">
        {categories.map((category) => (
          <Help key={category} category={category} first={category === helped} />
        ))}
      </div>
    </Dialog>
  );
}

function Help({ category, first }: { category: Category; first: boolean }) {
  const { t } = useTranslation(['guidance', 'taxonomy', 'common']);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!first) return;
    heading.current?.scrollIntoView({ block: 'start' });
    heading.current?.focus({ preventScroll: true });
  }, [first]);
  return (
    <section aria-labelledby={`help-${category}`} className="flex flex-col gap-1.5">
      <h3 id={`help-${category}`} ref={heading} tabIndex={-1} className="text-base outline-none">
        {t(`taxonomy:category.${category}.name`)}
      </h3>
      <CategoryGuidance category={category} />
      <div className="text-sm">
        <p className="font-medium">{t('guidance:examples')}</p>
        <ul className="list-disc ps-4 text-ink-muted">
          <li>{t(`guidance:category.${category}.one`)}</li>
          <li>{t(`guidance:category.${category}.two`)}</li>
        </ul>
      </div>
      <div className="text-sm">
        <p className="font-medium">{t('guidance:leaveOut')}</p>
        <p className="text-ink-muted">{t(`guidance:category.${category}.near`)}</p>
      </div>
    </section>
  );
}
