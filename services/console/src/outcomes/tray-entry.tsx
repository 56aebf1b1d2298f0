import type { TrayLine } from '@lapwing/contracts';
import {
  Badge,
  Button,
  Dialog,
  Field,
  fullTime,
  ProblemNotice,
  RelativeTime,
  TextArea,
  TextInput,
  useLanguage,
  useToast,
} from '@lapwing/ui';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assignTrayLine, dismissTrayLine } from '../api/outcomes.ts';
import { referralsQuery } from '../api/referrals.ts';
import { troubleOf } from '../api/request.ts';

function useTrayChanged(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const queryKey of [['tray'], ['referrals'], ['batches'], ['recipients']])
      void queries.invalidateQueries({ queryKey });
  };
}

/** One line of the tray: what it says, what it could be about, and the two ways out. */
export function TrayEntry({ line }: { line: TrayLine }) {
  const { t } = useTranslation(['outcomes', 'taxonomy']);
  const { language } = useLanguage();
  const toast = useToast();
  const changed = useTrayChanged();
  const name = useId();
  const [chosen, setChosen] = useState('');
  const [sought, setSought] = useState('');
  const [tried, setTried] = useState(false);
  const [dismissing, setDismissing] = useState(false);
  // An address or an id, not the first letters of one.
  const find = sought.trim().length < 8 ? '' : sought.trim();
  const found = useInfiniteQuery({
    ...referralsQuery({ recipientId: line.recipientId, find }),
    enabled: find !== '',
  });
  const others = (found.data?.pages ?? [])
    .flatMap((page) => page.referrals)
    .filter(({ state }) => state === 'SENT' || state === 'CLOSED');
  const known = new Set(line.candidates.map(({ referralId }) => referralId));
  const candidates = [...line.candidates, ...others.filter(({ referralId }) => !known.has(referralId))];
  const assign = useMutation({
    mutationFn: (referralId: string) => assignTrayLine(line.lineId, referralId),
    onSuccess: () => {
      toast.show({ title: t('outcomes:tray.assigned') });
      changed();
    },
  });
  const quoted = [line.reference, line.url, line.ticket].filter((cell) => cell.trim() !== '');
  return (
    <li className="flex flex-col gap-2.5 px-4 py-3">
      <div>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{t(`taxonomy:outcome.${line.kind}`)}</span>
          <span className="text-sm text-ink-muted">{fullTime(line.observedAt, language)}</span>
          <Badge tone="warn">{t(`outcomes:plan.reason.${line.reason}`)}</Badge>
        </p>
        <p className="text-sm text-ink-muted">
          {line.recipient} · {t('outcomes:tray.line', { line: line.line })} · {t('outcomes:tray.came')}{' '}
          <RelativeTime at={line.importedAt} />
        </p>
        <p className="text-sm">
          {t('outcomes:tray.quotes')}:{' '}
          <span className="font-mono text-xs wrap-anywhere">{quoted.join(' · ')}</span>
        </p>
        {line.note === '' ? null : <p className="text-sm text-ink-muted whitespace-pre-wrap">{line.note}</p>}
      </div>
      <form
        noValidate
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (chosen !== '') assign.mutate(chosen);
        }}
      >
        {candidates.length > 0 ? (
          <fieldset className="flex flex-col gap-1">
            <legend className="mb-1 text-sm font-medium">{t('outcomes:tray.candidates')}</legend>
            {candidates.map((candidate) => (
              <label key={candidate.referralId} className="flex items-start gap-2">
                <input
                  type="radio"
                  name={name}
                  className="mt-0.5 size-4 shrink-0 accent-accent pointer-coarse:size-5"
                  checked={chosen === candidate.referralId}
                  onChange={() => setChosen(candidate.referralId)}
                />
                <span className="min-w-0 font-mono text-xs wrap-anywhere">{candidate.url}</span>
              </label>
            ))}
          </fieldset>
        ) : null}
        <Field
          label={t('outcomes:tray.find')}
          error={
            find !== '' && found.isSuccess && others.length === 0
              ? t('outcomes:tray.findNone')
              : tried && chosen === ''
                ? t('outcomes:tray.pick')
                : undefined
          }
          optional
        >
          {(control) => (
            <TextInput
              {...control}
              maxLength={4096}
              value={sought}
              onChange={(event) => setSought(event.target.value)}
            />
          )}
        </Field>
        {assign.isError ? <ProblemNotice trouble={troubleOf(assign.error)} /> : null}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" size="sm" variant="primary" pending={assign.isPending}>
            {t('outcomes:tray.assign')}
          </Button>
          <Button size="sm" variant="quiet" onClick={() => setDismissing(true)}>
            {t('outcomes:tray.dismiss')}
          </Button>
        </div>
      </form>
      <Dialog
        open={dismissing}
        onOpenChange={setDismissing}
        title={t('outcomes:tray.dismissTitle')}
        description={t('outcomes:tray.dismissBody')}
      >
        <DismissForm lineId={line.lineId} onClose={() => setDismissing(false)} />
      </Dialog>
    </li>
  );
}

function DismissForm({ lineId, onClose }: { lineId: string; onClose: () => void }) {
  const { t } = useTranslation(['outcomes', 'common']);
  const toast = useToast();
  const changed = useTrayChanged();
  const [reason, setReason] = useState('');
  const dismiss = useMutation({
    mutationFn: () => dismissTrayLine(lineId, reason.trim()),
    onSuccess: () => {
      onClose();
      toast.show({ title: t('outcomes:tray.dismissed') });
      changed();
    },
  });
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') dismiss.mutate();
      }}
    >
      <Field label={t('outcomes:tray.reason')} required>
        {(control) => (
          <TextArea
            {...control}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {dismiss.isError ? <ProblemNotice trouble={troubleOf(dismiss.error)} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
        <Button type="submit" variant="danger" disabled={reason.trim() === ''} pending={dismiss.isPending}>
          {t('outcomes:tray.dismiss')}
        </Button>
      </div>
    </form>
  );
}
