import { hostKeyKinds, type SftpTransport } from '@lapwing/contracts';
import { Field, Select, TextInput } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';

export const emptyFolder: SftpTransport = {
  kind: 'SFTP',
  host: '',
  port: 22,
  user: '',
  directory: '',
  hostKeyKind: 'ED25519',
  hostKey: '',
};

const texts = ['host', 'port', 'user', 'directory', 'hostKey'] as const;
type TextField = (typeof texts)[number];

/** Where the folder is, and by which key its server is known. */
export function SftpFields({
  target,
  onChange,
  errorOf,
}: {
  target: SftpTransport;
  onChange: (target: SftpTransport) => void;
  errorOf: (path: string) => string | undefined;
}) {
  const { t } = useTranslation('delivery');
  const set = (field: TextField, typed: string) => onChange({ ...target, ...change(field, typed) });
  const text = (field: TextField, hint?: string) => (
    <Field
      label={t(`sftp.${field}`)}
      hint={hint}
      error={errorOf(`configuration.transport.${field}`) === undefined ? undefined : t(`sftp.${field}Wrong`)}
      required
    >
      {(control) => (
        <TextInput
          {...control}
          autoComplete="off"
          spellCheck={false}
          inputMode={field === 'port' ? 'numeric' : 'text'}
          maxLength={500}
          className="font-mono text-sm"
          value={field === 'port' && target.port === 0 ? '' : String(target[field])}
          onChange={(event) => set(field, event.target.value)}
        />
      )}
    </Field>
  );
  return (
    <>
      {text('host')}
      {text('port')}
      {text('user')}
      {text('directory', t('sftp.directoryHint'))}
      <Field label={t('sftp.hostKeyKind')} required>
        {(control) => (
          <Select
            {...control}
            value={target.hostKeyKind}
            onChange={(hostKeyKind) => onChange({ ...target, hostKeyKind })}
            options={hostKeyKinds.map((value) => ({ value, label: value }))}
          />
        )}
      </Field>
      {text('hostKey', t('sftp.hostKeyHint'))}
      <p className="text-sm text-ink-muted">{t('sftp.ownKey')}</p>
    </>
  );
}

/** What was typed, without what none of these can hold. */
function change(field: TextField, typed: string): Partial<SftpTransport> {
  switch (field) {
    case 'port':
      return { port: Number(typed.replaceAll(/\D/g, '').slice(0, 5)) };
    case 'host':
      return { host: typed.trim().toLowerCase() };
    case 'directory':
      // A folder's name may have blanks inside.
      return { directory: typed.trimStart() };
    default:
      return { [field]: typed.trim() };
  }
}
