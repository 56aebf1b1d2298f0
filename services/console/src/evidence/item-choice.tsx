import { type AccountItems, MOST_EVIDENCE_ITEMS } from '@lapwing/contracts';
import { Checkbox, RelativeTime } from '@lapwing/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddItem } from './add-item.tsx';

/** Which items go in: those of the account, and others that were added by hand. */
export function ItemChoice({
  account,
  chosen,
  onChange,
}: {
  account: AccountItems;
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) {
  const { t } = useTranslation(['evidence', 'taxonomy']);
  const [added, setAdded] = useState<AccountItems['items']>([]);
  const offered = [...account.items, ...added];
  const full = chosen.length >= MOST_EVIDENCE_ITEMS;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="font-semibold">{t('evidence:new.items')}</legend>
      <p className="text-sm text-ink-muted">
        {t(account.accountKnown ? 'evidence:new.itemsHint' : 'evidence:new.noAccount')}
      </p>
      <ul aria-label={t('evidence:new.items')} className="divide-y divide-line rounded-md border border-line">
        {offered.map((item) => (
          <li key={item.itemId} className="px-4 py-2">
            <Checkbox
              checked={chosen.includes(item.itemId)}
              disabled={!chosen.includes(item.itemId) && full}
              onChange={() =>
                onChange(
                  offered
                    .map(({ itemId }) => itemId)
                    .filter((id) => chosen.includes(id) !== (id === item.itemId)),
                )
              }
              label={<span className="font-mono text-xs wrap-anywhere">{item.url}</span>}
              hint={
                <>
                  {t(`taxonomy:category.${item.category}.name`)} · <RelativeTime at={item.firstFlaggedAt} />
                </>
              }
            />
          </li>
        ))}
      </ul>
      <AddItem
        disabled={full}
        onFound={(item) => {
          if (!offered.some(({ itemId }) => itemId === item.itemId)) setAdded([...added, item]);
          if (!chosen.includes(item.itemId)) onChange([...chosen, item.itemId]);
        }}
      />
    </fieldset>
  );
}
