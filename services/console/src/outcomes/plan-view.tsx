import { lineFates, type OutcomeFileInput, type OutcomePlan, type PlannedLine } from '@lapwing/contracts';
import { Badge, Button, fullTime, ProblemNotice, useLanguage, useToast } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { recordOutcomeFile } from '../api/outcomes.ts';
import { slugOf, troubleOf } from '../api/request.ts';
import { Section } from '../shell/page.tsx';
import { ScrollArea } from '../shell/scroll-area.tsx';

export interface PlanViewProps {
  input: OutcomeFileInput;
  plan: OutcomePlan;
  /** Asks for the plan anew: something else would be recorded by now. */
  onStale: () => void;
  onDone: () => void;
}

const tones = {
  RECORD: 'accent',
  TRAY: 'warn',
  ALREADY: 'neutral',
  NOTHING: 'neutral',
  WRONG: 'danger',
} as const;

/** What would become of every line, and the button that makes it so. */
export function PlanView({ input, plan, onStale, onDone }: PlanViewProps) {
  const { t } = useTranslation('outcomes');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const counts = Map.groupBy(plan.lines, ({ fate }) => fate);
  const count = (fate: PlannedLine['fate']) => counts.get(fate)?.length ?? 0;
  const record = useMutation({
    mutationFn: () => recordOutcomeFile({ ...input, plan: plan.plan }),
    onSuccess: ({ recorded, waiting }) => {
      toast.show({
        title: t('plan.recorded', { count: recorded }),
        body: waiting > 0 ? t('plan.waiting', { count: waiting }) : undefined,
      });
      for (const queryKey of [['referrals'], ['batches'], ['recipients'], ['tray'], ['outcome-mapping']])
        void queries.invalidateQueries({ queryKey });
      onDone();
      void navigate({ to: waiting > 0 ? '/outcomes/tray' : '/outcomes' });
    },
    onError: (error) => {
      if (slugOf(error) === 'stale') onStale();
    },
  });
  const wrong = count('WRONG') > 0;
  const nothing = count('RECORD') + count('TRAY') === 0;
  // What needs a person first.
  const order = ['WRONG', 'TRAY', 'RECORD', 'ALREADY', 'NOTHING'] as const;
  return (
    <Section
      title={t('plan.title')}
      aside={
        <span className="flex flex-wrap gap-1.5">
          {lineFates
            .filter((fate) => count(fate) > 0)
            .map((fate) => (
              <Badge key={fate} tone={tones[fate]}>
                {t(`plan.count.${fate}`, { count: count(fate) })}
              </Badge>
            ))}
        </span>
      }
    >
      <div className="max-h-[50vh] overflow-y-auto">
        <ScrollArea label={t('plan.title')}>
          <table className="w-full text-sm">
            <caption className="sr-only">{t('plan.title')}</caption>
            <thead className="bg-sunken text-xs">
              <tr>
                {(['line', 'fate', 'outcome', 'time', 'about'] as const).map((column) => (
                  <th
                    key={column}
                    scope="col"
                    className="px-2.5 py-1.5 text-left font-medium whitespace-nowrap"
                  >
                    {t(`plan.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {order.flatMap((fate) =>
                (counts.get(fate) ?? []).map((line) => <PlanRow key={line.line} line={line} input={input} />),
              )}
            </tbody>
          </table>
        </ScrollArea>
      </div>
      {wrong ? (
        <p role="alert" className="font-medium text-danger">
          {t('plan.wrong')}
        </p>
      ) : null}
      {!wrong && nothing ? <p role="status">{t('plan.nothing')}</p> : null}
      {record.isError ? <ProblemNotice trouble={troubleOf(record.error)} /> : null}
      <div>
        <Button
          variant="primary"
          disabled={wrong || nothing}
          pending={record.isPending}
          onClick={() => record.mutate()}
        >
          {t('plan.record')}
        </Button>
      </div>
    </Section>
  );
}

function PlanRow({ line, input }: { line: PlannedLine; input: OutcomeFileInput }) {
  const { t } = useTranslation(['outcomes', 'taxonomy']);
  const { language } = useLanguage();
  return (
    <tr className="align-top">
      <td className="px-2.5 py-1.5">{line.line}</td>
      <td className="px-2.5 py-1.5">
        <Badge tone={tones[line.fate]}>{t(`outcomes:plan.fateName.${line.fate}`)}</Badge>
      </td>
      <td className="px-2.5 py-1.5 whitespace-nowrap">
        {line.kind ? t(`taxonomy:outcome.${line.kind}`) : null}
      </td>
      <td className="px-2.5 py-1.5 whitespace-nowrap text-ink-muted">
        {line.observedAt ? fullTime(line.observedAt, language) : null}
      </td>
      <td className="min-w-64 px-2.5 py-1.5 wrap-anywhere">
        {line.referral ? <span className="font-mono text-xs">{line.referral.url}</span> : null}
        {line.reason ? t(`outcomes:plan.reason.${line.reason}`) : null}
        {line.problems.map(({ column, code }) => (
          <p key={column} className="text-danger">
            {t('outcomes:plan.in', {
              column: input.mapping.columns[column] ?? t(`outcomes:mapping.column.${column}`),
              problem: t(`outcomes:plan.cell.${code}`),
            })}
          </p>
        ))}
      </td>
    </tr>
  );
}
