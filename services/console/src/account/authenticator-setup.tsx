import { Button, Field, QrCode, TextInput } from '@lapwing/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auth } from '../api/auth-client.ts';
import { EntryFrame, FormError } from './entry-frame.tsx';

interface Enrolment {
  uri: string;
  secret: string;
  backupCodes: string[];
}

export interface AuthenticatorSetupProps {
  /** The password if it was just typed; otherwise it is asked for. */
  knownPassword: string;
  onDone: () => Promise<void>;
  onBack: () => void;
}

/** Password, code to scan, first code, recovery codes. */
export function AuthenticatorSetup({ knownPassword, onDone, onBack }: AuthenticatorSetupProps) {
  const { t } = useTranslation(['console', 'common']);
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [verified, setVerified] = useState(false);
  const [password, setPassword] = useState(knownPassword);
  const [code, setCode] = useState('');
  const [failure, setFailure] = useState<
    'factor.wrongPassword' | 'factor.wrongCode' | 'signIn.unreachable' | null
  >(null);
  const [busy, setBusy] = useState(false);
  const work = async (run: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    try {
      await run();
    } catch {
      setFailure('signIn.unreachable');
    } finally {
      setBusy(false);
    }
  };
  const start = () =>
    work(async () => {
      const { data, error } = await auth.twoFactor.enable({ password });
      if (error) {
        setFailure(error.status >= 500 ? 'signIn.unreachable' : 'factor.wrongPassword');
      } else if ('totpURI' in data && typeof data.totpURI === 'string') {
        const secret = new URL(data.totpURI).searchParams.get('secret') ?? '';
        setEnrolment({ uri: data.totpURI, secret, backupCodes: data.backupCodes });
      }
    });
  const verify = () =>
    work(async () => {
      const { error } = await auth.twoFactor.verifyTotp({ code: code.replaceAll(/\s/g, '') });
      if (error) setFailure(error.status >= 500 ? 'signIn.unreachable' : 'factor.wrongCode');
      else setVerified(true);
    });

  if (verified && enrolment) return <RecoveryCodes codes={enrolment.backupCodes} onDone={onDone} />;
  return (
    <EntryFrame title={t('console:factor.app')}>
      {enrolment ? (
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            void verify();
          }}
        >
          <p>{t('console:factor.scan')}</p>
          <QrCode text={enrolment.uri} label={t('console:factor.qr')} />
          <p className="text-sm text-ink-muted">
            {t('console:factor.secret')}{' '}
            <code className="font-mono text-ink wrap-anywhere">{enrolment.secret}</code>
          </p>
          <Field label={t('console:factor.code')}>
            {(control) => (
              <TextInput
                {...control}
                inputMode="numeric"
                autoComplete="one-time-code"
                required
                autoFocus
                className="text-lg tracking-widest"
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
          {failure ? <FormError>{t(`console:${failure}`)}</FormError> : null}
          <Button type="submit" size="lg" variant="primary" pending={busy}>
            {t('console:factor.verify')}
          </Button>
        </form>
      ) : (
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            void start();
          }}
        >
          <Field label={t('console:factor.password')} hint={t('console:factor.passwordHint')}>
            {(control) => (
              <TextInput
                {...control}
                type="password"
                autoComplete="current-password"
                required
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            )}
          </Field>
          {failure ? <FormError>{t(`console:${failure}`)}</FormError> : null}
          <Button type="submit" size="lg" variant="primary" pending={busy}>
            {t('console:factor.start')}
          </Button>
        </form>
      )}
      <Button size="sm" variant="quiet" className="self-start" onClick={onBack}>
        {t('common:actions.back')}
      </Button>
    </EntryFrame>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => Promise<void> }) {
  const { t } = useTranslation('console');
  return (
    <EntryFrame title={t('factor.backupTitle')} body={t('factor.backupBody')}>
      <ul
        aria-label={t('factor.backupTitle')}
        className="grid grid-cols-2 gap-x-4 gap-y-1 rounded-md border border-line bg-surface px-4 py-3 font-mono"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button size="lg" variant="primary" onClick={() => void onDone()}>
        {t('factor.backupDone')}
      </Button>
    </EntryFrame>
  );
}
