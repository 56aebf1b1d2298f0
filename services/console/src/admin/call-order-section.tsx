import type { CallOrder, PersonView } from '@lapwing/contracts';
import { Button, IconButton, ProblemNotice, Select, useToast } from '@lapwing/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callOrderQuery, changeCallOrder } from '../api/escalations.ts';
import { troubleOf } from '../api/request.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Section } from '../shell/page.tsx';
import { moved } from './recipient-draft.ts';

/** Which leads are called about imminent danger that nobody answers, and in which order. */
export function CallOrderSection({ people }: { people: readonly PersonView[] }) {
  const { t } = useTranslation('escalations');
  const query = useQuery(callOrderQuery);
  return (
    <Section title={t('order.title')}>
      <p className="max-w-3xl text-sm text-ink-muted">{t('order.body')}</p>
      <Loaded query={query}>
        {(order) => <OrderForm key={order.version} order={order} people={people} />}
      </Loaded>
    </Section>
  );
}

function OrderForm({ order, people }: { order: CallOrder; people: readonly PersonView[] }) {
  const { t } = useTranslation(['escalations', 'common']);
  const queries = useQueryClient();
  const toast = useToast();
  const [chosen, setChosen] = useState(order.personIds);
  const leads = people.filter(({ active, joined, roles }) => active && joined && roles.includes('lead'));
  const others = leads.filter(({ personId }) => !chosen.includes(personId));
  const change = useMutation({
    mutationFn: () => changeCallOrder(order.version, chosen),
    onSuccess: () => toast.show({ title: t('escalations:order.saved') }),
    onSettled: () => queries.invalidateQueries({ queryKey: callOrderQuery.queryKey }),
  });
  return (
    <form
      className="flex max-w-xl flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      {chosen.length === 0 ? (
        <p>{t(leads.length === 0 ? 'escalations:order.none' : 'escalations:order.all')}</p>
      ) : (
        <ol
          aria-label={t('escalations:order.title')}
          className="divide-y divide-line rounded-md border border-line"
        >
          {chosen.map((personId, index) => {
            const name = people.find((person) => person.personId === personId)?.name ?? '';
            const isLead = leads.some((lead) => lead.personId === personId);
            return (
              <li key={personId} className="flex items-center gap-1 py-1 pr-1 pl-3">
                <span className="w-6 text-sm text-ink-muted">{index + 1}</span>
                <span className="min-w-0 flex-1 wrap-anywhere">
                  {name}
                  {isLead ? null : (
                    <span className="ml-2 text-sm text-ink-muted">{t('escalations:order.gone')}</span>
                  )}
                </span>
                <IconButton
                  label={t('escalations:order.up', { name })}
                  disabled={index === 0}
                  icon={<ArrowUp size={13} aria-hidden="true" />}
                  onClick={() => setChosen(moved(chosen, personId, -1))}
                />
                <IconButton
                  label={t('escalations:order.down', { name })}
                  disabled={index === chosen.length - 1}
                  icon={<ArrowDown size={13} aria-hidden="true" />}
                  onClick={() => setChosen(moved(chosen, personId, 1))}
                />
                <IconButton
                  label={t('escalations:order.remove', { name })}
                  icon={<X size={13} aria-hidden="true" />}
                  onClick={() => setChosen(chosen.filter((other) => other !== personId))}
                />
              </li>
            );
          })}
        </ol>
      )}
      {change.isError ? <ProblemNotice trouble={troubleOf(change.error)} /> : null}
      <div className="flex flex-wrap items-center justify-between gap-2">
        {others.length > 0 ? (
          <div className="min-w-48">
            <Select
              aria-label={t('escalations:order.add')}
              value=""
              placeholder={t('escalations:order.add')}
              onChange={(personId) => setChosen([...chosen, personId])}
              options={others.map(({ personId, name }) => ({ value: personId, label: name }))}
            />
          </div>
        ) : (
          <span />
        )}
        <Button type="submit" pending={change.isPending} disabled={chosen.join() === order.personIds.join()}>
          {t('common:actions.save')}
        </Button>
      </div>
    </form>
  );
}
