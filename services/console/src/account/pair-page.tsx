import { Button, Field, TextInput } from '@lapwing/ui';
import { MonitorCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auth } from '../api/auth-client.ts';
import { EntryFrame, FormError } from './entry-frame.tsx';

type Step = 'ENTER' | 'ASK' | 'APPROVED' | 'DENIED';
type Failure = 'pair.invalid' | 'signIn.unreachable';

/** Codes are compared without case, spaces and hyphens, however they were typed. */
const plainCode = (code: string) => code.replaceAll(/[\s-]/g, '').toUpperCase();
const readable = (code: string) => plainCode(code).replace(/^(.{4})(.+)$/, '$1-$2');

/** Approves the pairing of a browser extension (RFC 8628): the person compares the code, then says yes or no. */
export function PairPage({ userCode }: { userCode: string | undefined }) {
  const { t } = useTranslation('console');
  const [code, setCode] = useState(userCode ?? '');
  const [step, setStep] = useState<Step>('ENTER');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const work = async (run: () => Promise<{ error: { status: number } | null }>, next: Step) => {
    setBusy(true);
    setFailure(null);
    try {
      const { error } = await run();
      if (!error) setStep(next);
      else setFailure(error.status >= 500 ? 'signIn.unreachable' : 'pair.invalid');
    } catch {
      setFailure('signIn.unreachable');
    } finally {
      setBusy(false);
    }
  };
  const check = (typed: string) => work(() => auth.device({ query: { user_code: plainCode(typed) } }), 'ASK');
  useEffect(() => {
    if (userCode) void check(userCode);
  }, []);

  if (step === 'APPROVED' || step === 'DENIED') {
    const approved = step === 'APPROVED';
    return (
      <EntryFrame
        title={t(approved ? 'pair.approvedTitle' : 'pair.deniedTitle')}
        body={t(approved ? 'pair.approvedBody' : 'pair.deniedBody')}
      >
        {approved ? <MonitorCheck size={32} aria-hidden="true" className="text-accent" /> : null}
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={t('pair.title')} body={t('pair.body')}>
      {step === 'ASK' ? (
        <>
          <div className="rounded-md border border-line bg-surface px-4 py-4 text-center">
            <p className="text-ink-muted">{t('pair.ask')}</p>
            <p className="mt-1 font-mono text-xl font-semibold tracking-widest">{readable(code)}</p>
          </div>
          <p className="text-sm text-ink-muted">{t('pair.can')}</p>
          {failure ? <FormError>{t(failure)}</FormError> : null}
          <div className="grid grid-cols-2 gap-2">
            <Button
              size="lg"
              disabled={busy}
              onClick={() => void work(() => auth.device.deny({ userCode: plainCode(code) }), 'DENIED')}
            >
              {t('pair.deny')}
            </Button>
            <Button
              size="lg"
              variant="primary"
              pending={busy}
              onClick={() => void work(() => auth.device.approve({ userCode: plainCode(code) }), 'APPROVED')}
            >
              {t('pair.approve')}
            </Button>
          </div>
        </>
      ) : (
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            void check(code);
          }}
        >
          <Field label={t('pair.code')}>
            {(control) => (
              <TextInput
                {...control}
                required
                autoFocus
                autoComplete="off"
                spellCheck={false}
                className="font-mono text-lg tracking-widest uppercase"
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
          {failure ? <FormError>{t(failure)}</FormError> : null}
          <Button type="submit" size="lg" variant="primary" pending={busy}>
            {t('pair.check')}
          </Button>
        </form>
      )}
    </EntryFrame>
  );
}
