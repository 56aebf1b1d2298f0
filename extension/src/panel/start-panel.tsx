import {
  applyTheme,
  extensionCatalogue,
  extensionLanguages,
  preferredLanguage,
  startTranslations,
} from '@lapwing/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { writeStored } from '../browser/storage.ts';
import { SITTING_CHANNEL } from '../collect/sitting-channel.ts';
import { openSittings } from '../collect/sitting-store.ts';
import { openDrafts } from '../flag/draft-store.ts';
import { readManaged } from '../managed/managed-presets.ts';
import { OUTBOX_CHANNEL } from '../outbox/outbox-messages.ts';
import { openOutbox, sealPlainRows } from '../outbox/outbox-store.ts';
import { goWhenWiped, showsWiped } from '../privacy/wiping.ts';
import { askToPersist } from '../storage/ask-to-persist.ts';
import { openStorage } from '../storage/database.ts';
import { LANGUAGE } from '../stored-keys.ts';
import { App } from './app.tsx';
import { PanelProvider } from './panel-context.tsx';
import { PanelWiped } from './panel-wiped.tsx';
import { TroubleBoundary } from './trouble-boundary.tsx';

/** Draws the panel. `?tab=<id>` makes it the panel of that tab, where it is shown as a page of its own. */
export async function startPanel(): Promise<void> {
  applyTheme();
  const storage = openStorage(sealPlainRows);
  // Opened while the rest is loaded; whoever needs it hears of a failure.
  if (!showsWiped(location.search)) void storage().catch(() => undefined);
  // What is preset takes a moment to be read; the probable language is loaded meanwhile.
  void extensionCatalogue.load[preferredLanguage(extensionLanguages)]?.();
  const translations = await startTranslations(
    extensionCatalogue,
    preferredLanguage(extensionLanguages, (await readManaged()).language),
  );
  document.documentElement.lang = translations.language;
  const place = document.getElementById('panel');
  if (!place) throw new Error('The page has no place for the panel');
  const root = createRoot(place);
  if (showsWiped(location.search)) return root.render(<PanelWiped />);
  goWhenWiped();
  // The background has no storage of a page; the context menu follows the panel's language.
  void writeStored('local', LANGUAGE, translations.language);
  translations.on('languageChanged', (language) => void writeStored('local', LANGUAGE, language));

  const channel = new BroadcastChannel(OUTBOX_CHANNEL);
  const outbox = openOutbox(storage, () => {
    channel.postMessage('changed');
    void askToPersist().catch(() => undefined);
  });
  const drafts = openDrafts(storage);
  const collected = new BroadcastChannel(SITTING_CHANNEL);
  const sittings = openSittings(storage, () => collected.postMessage('changed'));
  const tab = Number(new URLSearchParams(location.search).get('tab') ?? Number.NaN);
  root.render(
    <StrictMode>
      <TroubleBoundary>
        <PanelProvider services={{ outbox, drafts, sittings, fetch: (url, init) => fetch(url, init) }}>
          <App tabId={Number.isInteger(tab) ? tab : null} />
        </PanelProvider>
      </TroubleBoundary>
    </StrictMode>,
  );
}
