import { runsAfter, Schedule, weekdays } from '@lapwing/contracts';
import { Field, Select, TextInput } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';
import { ChoiceChips } from '../decision/choice-chips.tsx';
import { useRunTime } from '../referrals/use-run-time.ts';
import { Section } from '../shell/page.tsx';
import { zoneChoices } from '../shell/time-zones.ts';
import type { RecipientPartProps } from './recipient-part.ts';
import { intervalChoices, type ScheduleDraft, scheduleKinds, scheduleOfDraft } from './schedule-draft.ts';
import { Wrong } from './wrong.tsx';

/** How many of the next runs are shown beside the edit. */
const SHOWN = 3;

/** When batches to the recipient are built without anybody asking for it. */
export function ScheduleSection({ draft, configure, errorOf }: RecipientPartProps) {
  const { t } = useTranslation(['schedule', 'common']);
  const { schedule } = draft.configuration;
  const change = (next: Partial<ScheduleDraft>) => configure({ schedule: { ...schedule, ...next } });
  const wrong = (path: string, text: string) =>
    errorOf(`configuration.schedule.${path}`) === undefined ? undefined : text;
  return (
    <Section title={t('schedule:title')}>
      <p className="text-sm text-ink-muted">{t('schedule:hint')}</p>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('schedule:kind')}>
          {(control) => (
            <Select
              {...control}
              value={schedule.kind}
              onChange={(kind) => change({ kind })}
              options={scheduleKinds.map((value) => ({ value, label: t(`schedule:kindOf.${value}`) }))}
            />
          )}
        </Field>
        {schedule.kind === 'NEVER' ? null : (
          <Field label={t('schedule:zone')}>
            {(control) => (
              <Select<string>
                {...control}
                value={schedule.timeZone}
                onChange={(timeZone) => change({ timeZone })}
                options={zoneChoices(schedule.timeZone)}
              />
            )}
          </Field>
        )}
        {schedule.kind === 'AT_TIMES' ? (
          <Field
            label={t('schedule:times')}
            hint={t('schedule:timesHint')}
            error={wrong('when.times', t('schedule:timesWrong'))}
            required
          >
            {(control) => (
              <TextInput
                {...control}
                value={schedule.times}
                onChange={(event) => change({ times: event.target.value })}
              />
            )}
          </Field>
        ) : null}
        {schedule.kind === 'EVERY_HOURS' ? (
          <Field label={t('schedule:hours')} hint={t('schedule:hoursHint')}>
            {(control) => (
              <Select<string>
                {...control}
                value={schedule.hours}
                onChange={(hours) => change({ hours })}
                options={intervalChoices.map((value) => ({
                  value,
                  label: t('schedule:every', { count: Number(value) }),
                }))}
              />
            )}
          </Field>
        ) : null}
      </div>
      {schedule.kind === 'AT_TIMES' ? (
        <>
          <ChoiceChips
            label={t('schedule:days')}
            options={weekdays.map((value) => ({ value, label: t(`schedule:weekday.${value}`) }))}
            chosen={schedule.days}
            onChange={(days) => change({ days })}
          />
          <Wrong>{wrong('when.days', t('schedule:daysWrong'))}</Wrong>
        </>
      ) : null}
      {schedule.kind === 'NEVER' ? null : (
        <>
          <div className="grid gap-3 sm:grid-cols-2">
            {(['minimumReferrals', 'maximumReferrals'] as const).map((name) => (
              <Field
                key={name}
                label={t(`schedule:${name}`)}
                hint={t(`schedule:${name}Hint`)}
                error={wrong(name, t('schedule:numberWrong'))}
                optional
              >
                {(control) => (
                  <TextInput
                    {...control}
                    inputMode="numeric"
                    value={schedule[name]}
                    onChange={(event) => change({ [name]: event.target.value })}
                  />
                )}
              </Field>
            ))}
          </div>
          <NextRuns draft={schedule} />
        </>
      )}
    </Section>
  );
}

/** When it would run next, as it is written at this moment. */
function NextRuns({ draft }: { draft: ScheduleDraft }) {
  const { t } = useTranslation('schedule');
  const timeOf = useRunTime();
  const parsed = Schedule.safeParse(scheduleOfDraft(draft));
  return (
    <p role="status" className="text-sm">
      {parsed.success
        ? t('nextRuns', {
            times: runsAfter(parsed.data, new Date(), SHOWN)
              .map((run) => timeOf(run, parsed.data.timeZone))
              .join(' · '),
          })
        : t('nextUnknown')}
    </p>
  );
}
