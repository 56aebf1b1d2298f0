import {
  applyTheme,
  extensionCatalogue,
  extensionLanguages,
  preferredLanguage,
  startTranslations,
} from '@lapwing/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openSittings } from '../collect/sitting-store.ts';
import { openDrafts } from '../flag/draft-store.ts';
import { readManaged } from '../managed/managed-presets.ts';
import { OUTBOX_CHANNEL } from '../outbox/outbox-messages.ts';
import { openOutbox, sealPlainRows } from '../outbox/outbox-store.ts';
import { PanelProvider } from '../panel/panel-context.tsx';
import { TroubleBoundary } from '../panel/trouble-boundary.tsx';
import { openStorage } from '../storage/database.ts';
import { PrivacyPage } from './privacy-page.tsx';

/** Draws the page that shows everything stored. It stores nothing itself. */
export async function startPrivacy(): Promise<void> {
  applyTheme();
  const translations = await startTranslations(
    extensionCatalogue,
    preferredLanguage(extensionLanguages, (await readManaged()).language),
  );
  document.documentElement.lang = translations.language;
  document.title = translations.t('privacy:title');
  const channel = new BroadcastChannel(OUTBOX_CHANNEL);
  const storage = openStorage(sealPlainRows);
  const outbox = openOutbox(storage, () => channel.postMessage('changed'));
  const services = {
    outbox,
    drafts: openDrafts(storage),
    sittings: openSittings(storage, () => {}),
    fetch: (url: string, init: RequestInit) => fetch(url, init),
  };
  const root = document.getElementById('privacy');
  if (!root) throw new Error('The page has no place for what is stored');
  createRoot(root).render(
    <StrictMode>
      <TroubleBoundary>
        <PanelProvider services={services}>
          <PrivacyPage storage={storage} />
        </PanelProvider>
      </TroubleBoundary>
    </StrictMode>,
  );
}
