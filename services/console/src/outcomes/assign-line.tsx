import { type OutcomeKind, outcomeKinds, type TrayLine } from '@lapwing/contracts';
import { Button, Field, ProblemNotice, Select, TextInput, useToast } from '@lapwing/ui';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assignTrayLine } from '../api/outcomes.ts';
import { referralsQuery } from '../api/referrals.ts';
import { troubleOf } from '../api/request.ts';
import { DismissLine } from './dismiss-line.tsx';
import { useTrayChanged } from './use-tray-changed.ts';

/** What could be meant by a line: a line of a file is about one referral, a reply may be about several. */
export function AssignLine({ line }: { line: TrayLine }) {
  const { t } = useTranslation(['outcomes', 'taxonomy']);
  const toast = useToast();
  const changed = useTrayChanged();
  const name = useId();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [kind, setKind] = useState<OutcomeKind | ''>('');
  const [ticket, setTicket] = useState('');
  const [sought, setSought] = useState('');
  const [tried, setTried] = useState(false);
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
    mutationFn: () =>
      assignTrayLine(line.lineId, {
        referralIds: [...chosen],
        ...(line.reply && kind !== '' ? { kind, ticket: ticket.trim() } : {}),
      }),
    onSuccess: () => {
      toast.show({ title: t('outcomes:tray.assigned') });
      changed();
    },
  });
  const many = line.reply !== null;
  const choose = (referralId: string) => {
    if (!many) setChosen([referralId]);
    else if (chosen.includes(referralId)) setChosen(chosen.filter((id) => id !== referralId));
    else setChosen([...chosen, referralId]);
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (chosen.length > 0 && (!many || kind !== '')) assign.mutate();
      }}
    >
      {candidates.length > 0 ? (
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 text-sm font-medium">
            {many ? t('outcomes:tray.candidatesReply') : t('outcomes:tray.candidates')}
          </legend>
          {candidates.map((candidate) => (
            <label key={candidate.referralId} className="flex items-start gap-2">
              <input
                type={many ? 'checkbox' : 'radio'}
                name={name}
                className="mt-0.5 size-4 shrink-0 accent-accent pointer-coarse:size-5"
                checked={chosen.includes(candidate.referralId)}
                onChange={() => choose(candidate.referralId)}
              />
              <span className="min-w-0 font-mono text-xs wrap-anywhere">{candidate.url}</span>
            </label>
          ))}
          {many && candidates.length > 1 ? (
            <div>
              <Button
                size="sm"
                variant="quiet"
                onClick={() => setChosen(candidates.map(({ referralId }) => referralId))}
              >
                {t('outcomes:tray.all')}
              </Button>
            </div>
          ) : null}
        </fieldset>
      ) : null}
      <Field
        label={t('outcomes:tray.find')}
        error={
          find !== '' && found.isSuccess && others.length === 0
            ? t('outcomes:tray.findNone')
            : tried && chosen.length === 0
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
      {line.reply ? (
        <div className="grid gap-2 sm:grid-cols-2">
          <Field
            label={t('outcomes:tray.kind')}
            hint={line.reply.kind === 'AUTOMATIC' ? t('outcomes:tray.automaticHint') : undefined}
            error={tried && kind === '' ? t('outcomes:tray.kindMissing') : undefined}
            required
          >
            {(control) => (
              <Select<OutcomeKind>
                {...control}
                value={kind}
                onChange={setKind}
                placeholder={t('outcomes:tray.kindChoose')}
                options={outcomeKinds
                  .filter((one) => one !== 'NO_RESPONSE')
                  .map((value) => ({ value, label: t(`taxonomy:outcome.${value}`) }))}
              />
            )}
          </Field>
          <Field label={t('outcomes:tray.ticket')} optional>
            {(control) => (
              <TextInput
                {...control}
                maxLength={200}
                value={ticket}
                onChange={(event) => setTicket(event.target.value)}
              />
            )}
          </Field>
        </div>
      ) : null}
      {assign.isError ? (
        <ProblemNotice
          trouble={troubleOf(assign.error)}
          reasons={{ not_read: t('outcomes:tray.kindMissing') }}
        />
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="sm" variant="primary" pending={assign.isPending}>
          {many ? t('outcomes:tray.assignReply') : t('outcomes:tray.assign')}
        </Button>
        <DismissLine lineId={line.lineId} />
      </div>
    </form>
  );
}
