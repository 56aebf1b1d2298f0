import { Button } from '@lapwing/ui';
import { useQueryClient } from '@tanstack/react-query';
import { KeyRound, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auth } from '../api/auth-client.ts';
import { signOut } from '../shell/session.ts';
import { AuthenticatorSetup } from './authenticator-setup.tsx';
import { EntryFrame, FormError } from './entry-frame.tsx';
import { useEntered } from './use-entered.ts';

/** Nothing else is open before a second factor is set up: an authenticator app or a passkey. */
export function SecondFactorPage({ knownPassword = '' }: { knownPassword?: string }) {
  const { t } = useTranslation('console');
  const queries = useQueryClient();
  const entered = useEntered(undefined);
  const [app, setApp] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const passkey = async (run: () => Promise<{ error: unknown } | undefined>) => {
    setBusy(true);
    setFailed(false);
    try {
      const result = await run();
      if (result?.error) setFailed(true);
      else await entered();
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  if (app)
    return <AuthenticatorSetup knownPassword={knownPassword} onDone={entered} onBack={() => setApp(false)} />;
  const choice =
    'flex w-full items-center gap-3 rounded-md border border-line-strong bg-surface px-3.5 py-3 text-left transition-colors hover:border-accent disabled:opacity-60';
  return (
    <EntryFrame title={t('factor.title')} body={t('factor.body')}>
      <div className="flex flex-col gap-2">
        <button type="button" className={choice} onClick={() => setApp(true)}>
          <Smartphone size={20} aria-hidden="true" className="shrink-0 text-accent" />
          <span>
            <span className="block font-medium">{t('factor.app')}</span>
            <span className="text-sm text-ink-muted">{t('factor.appBody')}</span>
          </span>
        </button>
        <button
          type="button"
          className={choice}
          disabled={busy}
          onClick={() => void passkey(() => auth.passkey.addPasskey({ name: 'Lapwing' }))}
        >
          <KeyRound size={20} aria-hidden="true" className="shrink-0 text-accent" />
          <span>
            <span className="block font-medium">{t('factor.passkey')}</span>
            <span className="text-sm text-ink-muted">{t('factor.passkeyBody')}</span>
          </span>
        </button>
      </div>
      {failed ? <FormError>{t('factor.passkeyFailed')}</FormError> : null}
      <div className="flex flex-wrap justify-between gap-2">
        <Button
          size="sm"
          variant="quiet"
          disabled={busy}
          onClick={() => void passkey(() => auth.signIn.passkey())}
        >
          {t('factor.passkeyUse')}
        </Button>
        <Button size="sm" variant="quiet" onClick={() => void signOut(queries)}>
          {t('factor.otherAccount')}
        </Button>
      </div>
    </EntryFrame>
  );
}
