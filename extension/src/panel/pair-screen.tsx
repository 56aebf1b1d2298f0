import { Button, clockTime, Field, TextInput, useNow } from '@lapwing/ui';
import { type FormEvent, useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tellBackground } from '../browser/messages.ts';
import { askToReach } from '../browser/permissions.ts';
import { openTab } from '../browser/tabs.ts';
import { readManaged } from '../managed/managed-presets.ts';
import type { PendingPairing } from '../pairing/device-authorization.ts';
import { finishPairing } from '../pairing/finish-pairing.ts';
import type { Pairing } from '../pairing/pairing.ts';
import { readPending, writePairing, writePending } from '../pairing/pairing-store.ts';
import { type PollResult, pollPairing } from '../pairing/poll-pairing.ts';
import { startPairing } from '../pairing/start-pairing.ts';
import { DEFAULT_SERVER, originPattern, serverOrigin } from '../server/server-address.ts';
import { LanguageChoice } from './look-choices.tsx';
import { usePanel } from './panel-context.tsx';

type Failure = 'serverWrong' | 'noAccess' | 'unreachable' | 'noLapwing' | 'denied' | 'expired';

export interface PairScreenProps {
  /** The pairing that ended, or null for the first one. */
  pairing: Pairing | null;
  onPaired?: () => void;
}

/** Pairs this browser with a server by device code: address, code, approval in the console. */
export function PairScreen({ pairing, onPaired }: PairScreenProps) {
  const { t } = useTranslation('extension');
  const [pending, setPending] = useState<PendingPairing | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [preset, setPreset] = useState<string>();
  const change = (next: PendingPairing | null, why: Failure | null = null) => {
    setPending(next);
    setFailure(why);
    void writePending(next);
  };
  useEffect(() => {
    void readPending().then(setPending);
    void readManaged().then(({ server }) => setPreset(server));
  }, []);
  return (
    <div className="flex flex-col gap-4 overflow-y-auto p-4">
      <div className="flex flex-col gap-1">
        <h2 className="text-lg">{t(pairing === null ? 'pair.title' : 'pair.again')}</h2>
        <p className="text-ink-muted">
          {pairing === null ? t('pair.intro') : t('pair.againIntro', { name: pairing.me.name })}
        </p>
      </div>
      {failure !== null && failure !== 'serverWrong' ? (
        <p role="alert" className="rounded-md border border-line-strong/60 bg-surface px-3 py-2">
          {t(`pair.${failure}`)}
        </p>
      ) : null}
      {pending === null ? (
        <ServerForm
          key={preset ?? ''}
          server={preset ?? pairing?.server ?? DEFAULT_SERVER}
          locked={preset !== undefined}
          wrong={failure === 'serverWrong'}
          onStarted={change}
        />
      ) : (
        <Approval pending={pending} onChange={change} onPaired={onPaired} />
      )}
      {pairing === null ? <LanguageChoice /> : null}
    </div>
  );
}

interface ServerFormProps {
  server: string;
  /** The organisation preset it. */
  locked: boolean;
  wrong: boolean;
  onStarted: (pending: PendingPairing | null, why?: Failure | null) => void;
}

function ServerForm({ server, locked, wrong, onStarted }: ServerFormProps) {
  const { t } = useTranslation(['extension', 'privacy']);
  const { fetch } = usePanel();
  const [typed, setTyped] = useState(server);
  const [busy, setBusy] = useState(false);
  const start = async (event: FormEvent) => {
    event.preventDefault();
    const origin = serverOrigin(typed);
    if (origin === null) return onStarted(null, 'serverWrong');
    setBusy(true);
    // The browser only asks the person while it handles what she pressed: nothing may come before this.
    const allowed = await askToReach(originPattern(origin)).catch(() => false);
    const answer = allowed ? await startPairing(origin, Date.now(), fetch) : null;
    setBusy(false);
    if (answer === null) return onStarted(null, 'noAccess');
    if (answer.kind === 'UNREACHABLE') return onStarted(null, 'unreachable');
    if (answer.kind !== 'OK') return onStarted(null, 'noLapwing');
    onStarted(answer.value);
    await openTab(answer.value.verificationUrl);
  };
  return (
    <form onSubmit={(event) => void start(event)} className="flex flex-col gap-3" noValidate>
      <Field
        label={t('extension:pair.server')}
        hint={t(locked ? 'privacy:preset.server' : 'extension:pair.serverHint')}
        error={wrong ? t('extension:pair.serverWrong') : undefined}
        required
      >
        {(control) => (
          <TextInput
            {...control}
            type="url"
            readOnly={locked}
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <div>
        <Button type="submit" variant="primary" pending={busy}>
          {t(busy ? 'extension:pair.starting' : 'extension:pair.start')}
        </Button>
      </div>
    </form>
  );
}

interface ApprovalProps {
  pending: PendingPairing;
  onChange: (pending: PendingPairing | null, why?: Failure | null) => void;
  onPaired: (() => void) | undefined;
}

function Approval({ pending, onChange, onPaired }: ApprovalProps) {
  const { t } = useTranslation(['extension', 'common']);
  const { fetch } = usePanel();
  const now = useNow(1_000);
  const heard = useEffectEvent(async (result: PollResult) => {
    if (result.kind === 'DENIED') onChange(null, 'denied');
    else if (result.kind === 'EXPIRED') onChange(null, 'expired');
    else if (result.kind === 'WAIT') onChange({ ...pending, intervalMs: result.intervalMs });
    else {
      const finished = await finishPairing(pending.server, result.token, fetch);
      if (finished.kind !== 'OK') {
        return onChange(null, finished.kind === 'UNREACHABLE' ? 'unreachable' : 'noLapwing');
      }
      await writePending(null);
      await writePairing(finished.value);
      await tellBackground({ kind: 'DRAIN', cause: 'PAIRED' });
      onPaired?.();
    }
  });
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      const result = await pollPairing(pending, Date.now(), fetch);
      // A token is given out once: it is taken even if the person looks at something else by now.
      if (current || result.kind === 'APPROVED') await heard(result);
    }, pending.intervalMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [pending, fetch]);
  return (
    <section aria-labelledby="code-title" className="flex flex-col gap-3">
      <div className="flex flex-col gap-1">
        <h3 id="code-title">{t('extension:pair.codeTitle')}</h3>
        <p className="text-ink-muted">{t('extension:pair.codeBody')}</p>
      </div>
      <output
        aria-label={t('extension:pair.code')}
        className="block rounded-md border border-line bg-surface py-3 text-center font-mono text-xl tracking-widest select-all"
      >
        {spaced(pending.userCode)}
      </output>
      <p className="text-sm text-ink-muted">
        <span role="status">{t('extension:pair.waiting')}</span>
        {' · '}
        {t('extension:pair.expires', { time: clockTime(pending.expiresAt - now) })}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void openTab(pending.verificationUrl)}>{t('extension:pair.open')}</Button>
        <Button variant="quiet" onClick={() => onChange(null)}>
          {t('common:actions.cancel')}
        </Button>
      </div>
    </section>
  );
}

/** Eight characters are read as two times four, as on the approval page. */
function spaced(code: string): string {
  return /^[A-Z0-9]{8}$/i.test(code) ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
}
