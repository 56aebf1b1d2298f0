import type { RecipientView, ReportTransport } from '@lapwing/contracts';
import { Field, TextInput } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';
import { TokenSetting } from './token-setting.tsx';

/** An API for reports that nobody has described yet. */
export function emptyReport(kind: ReportTransport['kind']): ReportTransport {
  switch (kind) {
    case 'MASTODON':
      return { kind, server: '' };
    case 'BLUESKY':
      return { kind, server: '', account: '', labeler: '' };
    case 'COOP':
      return { kind, server: '', reporterTypeId: '', reporterId: '', itemTypeId: '', urlField: '' };
  }
}

/** Fields beside the server, each with the words for what is wrong with it. */
const fieldsOf = {
  MASTODON: [],
  BLUESKY: [
    ['account', 'accountWrong'],
    ['labeler', 'labelerWrong'],
  ],
  COOP: [
    ['reporterTypeId', 'nameWrong'],
    ['reporterId', 'nameWrong'],
    ['itemTypeId', 'nameWrong'],
    ['urlField', 'nameWrong'],
  ],
} as const;

/** Which API takes the reports, as whom, and what lets them in. */
export function ReportFields({
  target,
  recipient,
  onChange,
  errorOf,
}: {
  target: ReportTransport;
  recipient: RecipientView | null;
  onChange: (target: ReportTransport) => void;
  errorOf: (path: string) => string | undefined;
}) {
  const { t } = useTranslation('delivery');
  const wrong = (field: string) => errorOf(`configuration.transport.${field}`) !== undefined;
  const values: Record<string, string> = { ...target };
  return (
    <>
      <Field
        label={t('report.server')}
        hint={t(`report.serverHint.${target.kind}`)}
        error={wrong('server') ? t('report.serverWrong') : undefined}
        required
      >
        {(control) => (
          <TextInput
            {...control}
            type="url"
            autoComplete="off"
            maxLength={500}
            className="font-mono text-sm"
            value={target.server}
            onChange={(event) => onChange({ ...target, server: event.target.value.trim() })}
          />
        )}
      </Field>
      {fieldsOf[target.kind].map(([field, words]) => (
        <Field
          key={field}
          label={t(`report.${field}`)}
          hint={field === 'labeler' ? t('report.labelerHint') : undefined}
          error={wrong(field) ? t(`report.${words}`) : undefined}
          required
        >
          {(control) => (
            <TextInput
              {...control}
              autoComplete="off"
              spellCheck={false}
              maxLength={200}
              className="font-mono text-sm"
              value={values[field] ?? ''}
              onChange={(event) => onChange({ ...target, [field]: event.target.value.trim() })}
            />
          )}
        </Field>
      ))}
      <p className="text-sm text-ink-muted">{t('report.oneByOne')}</p>
      <TokenSetting recipient={recipient} target={target} />
    </>
  );
}
