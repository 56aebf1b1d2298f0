import { categories, openItemStates, platforms } from '@lapwing/contracts';
import { Button, Field, Select } from '@lapwing/ui';
import { useNavigate } from '@tanstack/react-router';
import { ListFilter } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import type { QueueSearch } from './queue-search.ts';

/** What the queue is narrowed to; kept in the address. */
export function FilterMenu({ filter }: { filter: QueueSearch }) {
  const { t } = useTranslation(['console', 'taxonomy']);
  const navigate = useNavigate();
  const count = [filter.state, filter.platform, filter.category, filter.unsure].filter(Boolean).length;
  const change = (next: QueueSearch) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: true });
  const any = { value: '' as const, label: t('console:queue.any') };
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button
          size="sm"
          variant="quiet"
          icon={<ListFilter size={15} aria-hidden="true" />}
          className={count > 0 ? 'text-accent' : ''}
        >
          {count > 0 ? t('console:queue.filterActive', { count }) : t('console:queue.filter')}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={t('console:queue.filter')}
          className="z-30 flex w-72 flex-col gap-3 rounded-md border border-line bg-raised p-3 shadow-layer animate-appear"
        >
          <Field label={t('console:queue.state')}>
            {(control) => (
              <Select
                {...control}
                value={filter.state ?? ''}
                onChange={(state) => change({ state: state || undefined })}
                options={[
                  any,
                  ...openItemStates.map((state) => ({
                    value: state,
                    label: t(`taxonomy:itemState.${state}`),
                  })),
                ]}
              />
            )}
          </Field>
          <Field label={t('console:queue.platform')}>
            {(control) => (
              <Select
                {...control}
                value={filter.platform ?? ''}
                onChange={(platform) => change({ platform: platform || undefined })}
                options={[
                  any,
                  ...platforms.map((code) => ({ value: code, label: t(`taxonomy:platform.${code}`) })),
                ]}
              />
            )}
          </Field>
          <Field label={t('console:queue.category')}>
            {(control) => (
              <Select
                {...control}
                value={filter.category ?? ''}
                onChange={(category) => change({ category: category || undefined })}
                options={[
                  any,
                  ...categories.map((code) => ({ value: code, label: t(`taxonomy:category.${code}.name`) })),
                ]}
              />
            )}
          </Field>
          <Field label={t('console:queue.classifier')}>
            {(control) => (
              <Select
                {...control}
                value={filter.unsure ? 'true' : ''}
                onChange={(choice) => change({ unsure: choice === 'true' || undefined })}
                options={[any, { value: 'true' as const, label: t('console:queue.unsureOnly') }]}
              />
            )}
          </Field>
          {count > 0 ? (
            <Button
              size="sm"
              variant="quiet"
              onClick={() =>
                change({ state: undefined, platform: undefined, category: undefined, unsure: undefined })
              }
            >
              {t('console:queue.clear')}
            </Button>
          ) : null}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
