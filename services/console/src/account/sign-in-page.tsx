import { Button, Field, TextInput } from '@lapwing/ui';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auth } from '../api/auth-client.ts';
import { CodeStep } from './code-step.tsx';
import { EntryFrame, FormError } from './entry-frame.tsx';
import { useEntered } from './use-entered.ts';

type Failure = 'wrong' | 'tooMany' | 'unreachable' | 'passkeyFailed' | 'passkeyRequired' | 'deactivated';

/** Why a password was not taken, from the identity library's answer. */
function failureOf({ status, code }: { status: number; code?: string | undefined }): Failure {
  if (code === 'PASSKEY_REQUIRED') return 'passkeyRequired';
  if (code === 'DEACTIVATED') return 'deactivated';
  if (status === 429) return 'tooMany';
  return status >= 500 ? 'unreachable' : 'wrong';
}

/** E-mail and password, then the code of the second factor; or a passkey alone. */
export function SignInPage({ next }: { next: string | undefined }) {
  const { t } = useTranslation('console');
  const entered = useEntered(next);
  const [step, setStep] = useState<'password' | 'code'>('password');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  const work = async (run: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    try {
      await run();
    } catch {
      setFailure('unreachable');
    } finally {
      setBusy(false);
    }
  };
  const signIn = () =>
    work(async () => {
      const { data, error } = await auth.signIn.email({ email: email.trim(), password });
      if (error) setFailure(failureOf(error));
      else if ('twoFactorRedirect' in data && data.twoFactorRedirect) setStep('code');
      else await entered();
    });
  const usePasskey = () =>
    work(async () => {
      const { error } = await auth.signIn.passkey();
      if (error) setFailure('passkeyFailed');
      else await entered();
    });

  if (step === 'code') return <CodeStep onDone={entered} onBack={() => setStep('password')} />;
  return (
    <EntryFrame title={t('signIn.title')}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void signIn();
        }}
      >
        <Field label={t('signIn.email')}>
          {(control) => (
            <TextInput
              {...control}
              type="email"
              name="email"
              autoComplete="username webauthn"
              required
              autoFocus
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('signIn.password')}>
          {(control) => (
            <TextInput
              {...control}
              type="password"
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        {failure ? <FormError>{t(`signIn.${failure}`)}</FormError> : null}
        <Button type="submit" size="lg" variant="primary" pending={busy}>
          {t('signIn.submit')}
        </Button>
      </form>
      <div className="flex items-center gap-3 text-sm text-ink-muted">
        <span aria-hidden="true" className="h-px flex-1 bg-line" />
        {t('signIn.or')}
        <span aria-hidden="true" className="h-px flex-1 bg-line" />
      </div>
      <Button
        size="lg"
        disabled={busy}
        icon={<KeyRound size={16} aria-hidden="true" />}
        onClick={() => void usePasskey()}
      >
        {t('signIn.passkey')}
      </Button>
      <p className="text-sm text-ink-muted text-pretty">{t('signIn.invited')}</p>
    </EntryFrame>
  );
}
