import { isReportTransport, type RecipientView, type ReportTransport, transports } from '@lapwing/contracts';
import { Button, Checkbox, Dialog, Field, ProblemNotice, RelativeTime, Select, TextInput } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { makeWebhookSecret, recipientsQuery } from '../api/referrals.ts';
import { troubleOf } from '../api/request.ts';
import { OneTimeSecret } from '../shell/one-time-secret.tsx';
import { Section } from '../shell/page.tsx';
import type { RecipientDraft } from './recipient-draft.ts';
import { emptyReport, ReportFields } from './report-fields.tsx';
import { emptyFolder, SftpFields } from './sftp-fields.tsx';

type Transport = RecipientDraft['configuration']['transport'];

export interface TransportSectionProps {
  /** Null for a new one. */
  recipient: RecipientView | null;
  transport: Transport;
  onChange: (transport: Transport) => void;
  /** Whether the system of a recipient that gets webhooks may call. */
  takesCalls: boolean;
  onTakesCalls: (takesCalls: boolean) => void;
  wrong: boolean;
  /** What is wrong with a field, by its path. */
  errorOf: (path: string) => string | undefined;
}

/** How a batch gets to the recipient, and what proves that it comes from here. */
export function TransportSection({
  recipient,
  transport,
  onChange,
  takesCalls,
  onTakesCalls,
  wrong,
  errorOf,
}: TransportSectionProps) {
  const { t } = useTranslation('delivery');
  // Kept while somebody looks at the other way.
  const [url, setUrl] = useState(transport.kind === 'WEBHOOK' ? transport.url : '');
  const [address, setAddress] = useState(transport.kind === 'EMAIL' ? transport.address : '');
  const [folder, setFolder] = useState(transport.kind === 'SFTP' ? transport : emptyFolder);
  const [report, setReport] = useState<ReportTransport | null>(
    isReportTransport(transport) ? transport : null,
  );
  const choose = (kind: Transport['kind']) => {
    if (kind === 'WEBHOOK') onChange({ kind, url });
    else if (kind === 'EMAIL') onChange({ kind, address });
    else if (kind === 'SFTP') onChange(folder);
    else if (kind === 'MASTODON' || kind === 'BLUESKY' || kind === 'COOP')
      onChange(report?.kind === kind ? report : emptyReport(kind));
    else if (kind === 'NCMEC') onChange({ kind, environment: 'TEST' });
    else onChange({ kind });
  };
  return (
    <Section title={t('setUp')}>
      <Field label={t('transport')} required>
        {(control) => (
          <Select
            {...control}
            value={transport.kind}
            onChange={choose}
            options={transports.map((value) => ({ value, label: t(`transports.${value}`) }))}
          />
        )}
      </Field>
      {transport.kind === 'WEBHOOK' ? (
        <>
          <Field label={t('url')} hint={t('urlHint')} error={wrong ? t('urlWrong') : undefined} required>
            {(control) => (
              <TextInput
                {...control}
                type="url"
                autoComplete="off"
                maxLength={500}
                className="font-mono text-sm"
                value={transport.url}
                onChange={(event) => {
                  setUrl(event.target.value);
                  onChange({ kind: 'WEBHOOK', url: event.target.value });
                }}
              />
            )}
          </Field>
          <Secret recipient={recipient} />
          <Checkbox
            label={t('takesCalls')}
            hint={t('takesCallsHint')}
            checked={takesCalls}
            onChange={(event) => onTakesCalls(event.target.checked)}
          />
        </>
      ) : null}
      {transport.kind === 'EMAIL' ? (
        <Field
          label={t('address')}
          hint={t('addressHint')}
          error={wrong ? t('addressWrong') : undefined}
          required
        >
          {(control) => (
            <TextInput
              {...control}
              type="email"
              autoComplete="off"
              maxLength={254}
              value={transport.address}
              onChange={(event) => {
                setAddress(event.target.value);
                onChange({ kind: 'EMAIL', address: event.target.value });
              }}
            />
          )}
        </Field>
      ) : null}
      {transport.kind === 'SFTP' ? (
        <SftpFields
          target={transport}
          errorOf={errorOf}
          onChange={(next) => {
            setFolder(next);
            onChange(next);
          }}
        />
      ) : null}
      {transport.kind === 'NCMEC' ? (
        <Field label={t('ncmec.environment')} hint={t('ncmec.hint')} required>
          {(control) => (
            <Select
              {...control}
              value={transport.environment}
              onChange={(environment) => onChange({ kind: 'NCMEC', environment })}
              options={(['TEST', 'LIVE'] as const).map((value) => ({
                value,
                label: t(`ncmec.environments.${value}`),
              }))}
            />
          )}
        </Field>
      ) : null}
      {isReportTransport(transport) ? (
        <ReportFields
          target={transport}
          recipient={recipient}
          errorOf={errorOf}
          onChange={(next) => {
            setReport(next);
            onChange(next);
          }}
        />
      ) : null}
    </Section>
  );
}

function Secret({ recipient }: { recipient: RecipientView | null }) {
  const { t } = useTranslation(['delivery', 'common']);
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const make = useMutation({
    mutationFn: makeWebhookSecret,
    onSuccess: () => queries.invalidateQueries({ queryKey: recipientsQuery.queryKey }),
  });
  const close = () => {
    setAsking(false);
    make.reset();
  };
  if (recipient?.configuration.transport.kind !== 'WEBHOOK')
    return (
      <p className="text-sm text-ink-muted">
        <span className="font-medium text-ink">{t('delivery:secret')}:</span> {t('delivery:secretSaveFirst')}
      </p>
    );
  const { recipientId, name, configuration, webhookSecretAt } = recipient;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="min-w-0 flex-1 basis-72 text-sm text-ink-muted">
        <span className="font-medium text-ink">{t('delivery:secret')}:</span>{' '}
        {webhookSecretAt ? (
          <>
            {t('delivery:secretMade')} <RelativeTime at={webhookSecretAt} />.
            {configuration.takesCalls ? (
              <>
                {' '}
                {t('delivery:callbacks')}{' '}
                <span className="font-mono text-xs wrap-anywhere">
                  {`${window.location.origin}/v1/callbacks/${recipientId}`}
                </span>
              </>
            ) : null}
          </>
        ) : (
          t('delivery:secretMissing')
        )}
      </p>
      <Button onClick={() => setAsking(true)}>
        {t(webhookSecretAt ? 'delivery:makeNewSecret' : 'delivery:makeSecret')}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={(next) => {
          if (!next) close();
        }}
        title={t(make.isSuccess ? 'delivery:secretShown' : 'delivery:secretTitle', { recipient: name })}
        description={t(make.isSuccess ? 'delivery:secretHint' : 'delivery:secretBody')}
        footer={
          make.isSuccess ? (
            <Button onClick={close}>{t('common:actions.close')}</Button>
          ) : (
            <>
              <Button onClick={close}>{t('common:actions.cancel')}</Button>
              <Button variant="primary" pending={make.isPending} onClick={() => make.mutate(recipientId)}>
                {t('delivery:makeSecret')}
              </Button>
            </>
          )
        }
      >
        {make.isSuccess ? (
          <OneTimeSecret
            label={t('delivery:secret')}
            hint={t('delivery:secretOnce')}
            value={make.data.secret}
          />
        ) : null}
        {make.isError ? <ProblemNotice trouble={troubleOf(make.error)} /> : null}
      </Dialog>
    </div>
  );
}
