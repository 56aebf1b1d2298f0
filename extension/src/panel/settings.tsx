import { Button, Checkbox, Dialog } from '@lapwing/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { extensionVersion } from '../browser/messages.ts';
import { stopReaching } from '../browser/permissions.ts';
import { openTab } from '../browser/tabs.ts';
import { isPending, type OutboxEntry } from '../outbox/outbox-entry.ts';
import type { Pairing } from '../pairing/pairing.ts';
import { writePairing } from '../pairing/pairing-store.ts';
import { revokePairing } from '../pairing/revoke-pairing.ts';
import { writePolicy } from '../policy/policy-store.ts';
import { originPattern } from '../server/server-address.ts';
import { PRIVACY_PAGE } from '../stored-keys.ts';
import { ControlSettings } from './control/control-settings.tsx';
import { LanguageChoice, ThemeChoice } from './look-choices.tsx';
import { usePanel } from './panel-context.tsx';
import { SafeSettings } from './safe/safe-settings.tsx';
import { useSingleKeys } from './use-single-keys.ts';
import { Shortcuts } from './ways/shortcuts.tsx';

export interface SettingsProps {
  pairing: Pairing;
  entries: readonly OutboxEntry[];
  /** The tab that the panel belongs to; null: whichever is in front. */
  tabId: number | null;
}

export function Settings({ pairing, entries, tabId }: SettingsProps) {
  const { t } = useTranslation('extension');
  const [singleKeys, setSingleKeys] = useSingleKeys();
  return (
    <div className="relative flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-3">
      <h2 className="sr-only">{t('settings.title')}</h2>
      <Account pairing={pairing} waiting={entries.filter(isPending).length} />
      <SafeSettings />
      <ControlSettings tabId={tabId} />
      <LanguageChoice />
      <ThemeChoice />
      <Checkbox
        label={t('settings.keys')}
        hint={t('settings.keysHint')}
        checked={singleKeys}
        onChange={(event) => setSingleKeys(event.target.checked)}
      />
      <Shortcuts />
      <Stored />
      <div className="flex flex-col gap-1 text-sm text-ink-muted">
        <p>{t('settings.version', { version: extensionVersion() })}</p>
      </div>
    </div>
  );
}

function Stored() {
  const { t } = useTranslation('privacy');
  return (
    <div className="flex flex-col items-start gap-1">
      <Button onClick={() => void openTab(PRIVACY_PAGE)}>{t('open')}</Button>
      <p className="text-sm text-ink-muted">{t('openHint')}</p>
    </div>
  );
}

function Account({ pairing, waiting }: { pairing: Pairing; waiting: number }) {
  const { t } = useTranslation(['extension', 'common']);
  const { fetch } = usePanel();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [unreached, setUnreached] = useState(false);
  const { me } = pairing;
  const unpair = async () => {
    setBusy(true);
    const revoked = await revokePairing(pairing, fetch);
    setBusy(false);
    setAsking(false);
    setUnreached(!revoked);
    if (!revoked) return;
    await stopReaching(originPattern(pairing.server));
    // Who was paired stays known while flags of hers wait.
    await writePairing(waiting > 0 ? { ...pairing, token: null } : null);
    // Another organisation's words have no say any more.
    await writePolicy(null);
  };
  return (
    <section aria-labelledby="account-title" className="flex flex-col gap-2">
      <h3 id="account-title" className="text-sm">
        {t('extension:settings.account')}
      </h3>
      <div className="rounded-md border border-line bg-surface px-3 py-2">
        <p className="font-medium">
          {t('extension:settings.person', { name: me.name, organisation: me.organisation })}
        </p>
        <p className="text-sm text-ink-muted">
          {t('extension:settings.seenAs', { pseudonym: me.pseudonym })}
        </p>
        <p className="text-sm text-ink-muted wrap-anywhere">
          {t('extension:settings.server', { server: pairing.server })}
        </p>
      </div>
      {unreached ? (
        <p role="alert" className="text-sm font-medium text-danger">
          {t('extension:settings.unpairUnreached')}
        </p>
      ) : null}
      {pairing.token !== null ? (
        <div>
          <Button onClick={() => setAsking(true)}>{t('extension:settings.unpair')}</Button>
        </div>
      ) : null}
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={t('extension:settings.unpairTitle')}
        description={t('extension:settings.unpairBody')}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{t('common:actions.cancel')}</Button>
            <Button variant="danger" pending={busy} onClick={() => void unpair()}>
              {t('extension:settings.unpair')}
            </Button>
          </>
        }
      >
        {waiting > 0 ? <p>{t('extension:settings.unpairWaiting', { count: waiting })}</p> : null}
      </Dialog>
    </section>
  );
}
