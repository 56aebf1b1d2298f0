import { PHONE_LINK_MINUTES } from '@lapwing/contracts/phone-entry';
import { Button, Countdown, Dialog, ProblemNotice, QrCode, Skeleton } from '@lapwing/ui';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pairing } from '../../pairing/pairing.ts';
import { isOwnMachine } from '../../server/server-address.ts';
import { troubleOf } from '../trouble-of.ts';
import type { DraftState } from '../use-draft.ts';
import { type ReceivedEntry, usePhoneLink } from './use-phone-link.ts';

export interface PhoneDialogProps {
  form: DraftState;
  pairing: Pairing;
  open: boolean;
  onClose: () => void;
}

/** A code that a phone's camera opens as a small page, and what came from there so far. */
export function PhoneDialog({ form, pairing, open, onClose }: PhoneDialogProps) {
  const { t } = useTranslation('ways');
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={t('panel.phoneTitle')}
      description={t('panel.phoneBody')}
    >
      <Contents form={form} pairing={pairing} onClose={onClose} />
    </Dialog>
  );
}

function Contents({ form, pairing, onClose }: Omit<PhoneDialogProps, 'open'>) {
  const { t } = useTranslation('ways');
  const { refresh } = form;
  const onReceived = useCallback(() => refresh(), [refresh]);
  const { state, received, disk, renew, onOver } = usePhoneLink(pairing, onReceived);
  return (
    <div className="flex flex-col gap-3">
      {state.kind === 'ASKING' ? <Skeleton /> : null}
      {state.kind === 'FAILED' ? (
        <ProblemNotice
          trouble={troubleOf(state.answer)}
          actions={
            <Button size="sm" onClick={renew}>
              {t('panel.again')}
            </Button>
          }
        />
      ) : null}
      {state.kind === 'OPEN' ? (
        <>
          {isOwnMachine(state.link.link) ? (
            <p role="alert" className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
              {t('panel.ownMachine')}
            </p>
          ) : null}
          <QrCode text={state.link.link} label={t('panel.code')} />
          <div className="flex justify-center text-sm">
            <Countdown
              startsAt={Date.parse(state.link.expiresAt) - PHONE_LINK_MINUTES * 60_000}
              endsAt={Date.parse(state.link.expiresAt)}
              offset={0}
              onEnd={onOver}
            />
          </div>
        </>
      ) : null}
      {state.kind === 'OVER' ? (
        <div className="flex flex-col items-start gap-2">
          <p>{t('panel.over')}</p>
          <Button onClick={renew}>{t('panel.newCode')}</Button>
        </div>
      ) : null}
      {disk ? (
        <p role="alert" className="text-sm font-medium text-danger">
          {t('panel.disk')}
        </p>
      ) : null}
      <p role="status" className="text-sm font-medium">
        {received.length === 0 ? t('panel.nothingYet') : t('panel.received', { count: received.length })}
      </p>
      {received.length > 0 ? (
        <ul aria-label={t('panel.receivedTitle')} className="flex flex-col">
          {received.map((entry) => (
            <Received
              key={entry.entryId}
              entry={entry}
              onOpen={() => {
                form.open(entry.entryId);
                onClose();
              }}
            />
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Received({ entry, onOpen }: { entry: ReceivedEntry; onOpen: () => void }) {
  const { t } = useTranslation('extension');
  return (
    <li className="flex items-center gap-2 border-t border-line py-2">
      <p dir="ltr" title={entry.url} className="line-clamp-2 min-w-0 flex-1 font-mono text-sm wrap-anywhere">
        {entry.url}
      </p>
      <Button size="sm" onClick={onOpen}>
        {t('drafts.open')}
      </Button>
    </li>
  );
}
