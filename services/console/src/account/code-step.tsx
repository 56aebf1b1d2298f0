import { Button, Field, TextInput } from '@lapwing/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auth } from '../api/auth-client.ts';
import { EntryFrame, FormError } from './entry-frame.tsx';

/** The second step of a sign-in: a code from the app, or a recovery code. */
export function CodeStep({ onDone, onBack }: { onDone: () => Promise<void>; onBack: () => void }) {
  const { t } = useTranslation('console');
  const [backup, setBackup] = useState(false);
  const [code, setCode] = useState('');
  const [failure, setFailure] = useState<'codeWrong' | 'tooMany' | 'unreachable' | null>(null);
  const [busy, setBusy] = useState(false);
  const verify = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const typed = { code: code.replaceAll(/\s/g, '') };
      const { error } = await (backup
        ? auth.twoFactor.verifyBackupCode(typed)
        : auth.twoFactor.verifyTotp(typed));
      if (error)
        setFailure(error.status === 429 ? 'tooMany' : error.status >= 500 ? 'unreachable' : 'codeWrong');
      else await onDone();
    } catch {
      setFailure('unreachable');
    } finally {
      setBusy(false);
    }
  };
  return (
    <EntryFrame title={t(backup ? 'signIn.backupTitle' : 'signIn.codeTitle')}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void verify();
        }}
      >
        <Field
          key={backup ? 'backup' : 'code'}
          label={t(backup ? 'signIn.backupCode' : 'signIn.code')}
          hint={t(backup ? 'signIn.backupHint' : 'signIn.codeHint')}
        >
          {(control) => (
            <TextInput
              {...control}
              inputMode={backup ? 'text' : 'numeric'}
              autoComplete="one-time-code"
              autoFocus
              required
              className="text-lg tracking-widest"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        {failure ? <FormError>{t(`signIn.${failure}`)}</FormError> : null}
        <Button type="submit" size="lg" variant="primary" pending={busy}>
          {t('signIn.codeSubmit')}
        </Button>
      </form>
      <div className="flex flex-wrap justify-between gap-2">
        <Button
          variant="quiet"
          size="sm"
          onClick={() => {
            setBackup(!backup);
            setCode('');
            setFailure(null);
          }}
        >
          {t(backup ? 'signIn.useApp' : 'signIn.backup')}
        </Button>
        <Button variant="quiet" size="sm" onClick={onBack}>
          {t('signIn.startOver')}
        </Button>
      </div>
    </EntryFrame>
  );
}
