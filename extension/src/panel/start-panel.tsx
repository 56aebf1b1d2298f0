import { applyTheme, startTranslations } from '@lapwing/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { writeStored } from '../browser.ts';
import { OUTBOX_CHANNEL } from '../outbox/outbox-messages.ts';
import { openOutbox } from '../outbox/outbox-store.ts';
import { LANGUAGE } from '../stored-keys.ts';
import { App } from './app.tsx';
import { PanelProvider } from './panel-context.tsx';
import { TroubleBoundary } from './trouble-boundary.tsx';

/** Draws the panel. `?tab=<id>` makes it the panel of that tab, where it is shown as a page of its own. */
export function startPanel(): void {
  applyTheme();
  const translations = startTranslations();
  document.documentElement.lang = translations.language;
  // The background has no storage of a page; the context menu follows the panel's language.
  void writeStored('local', LANGUAGE, translations.language);
  translations.on('languageChanged', (language) => void writeStored('local', LANGUAGE, language));

  const channel = new BroadcastChannel(OUTBOX_CHANNEL);
  const outbox = openOutbox(() => channel.postMessage('changed'));
  const tab = Number(new URLSearchParams(location.search).get('tab') ?? Number.NaN);
  const root = document.getElementById('panel');
  if (!root) throw new Error('The page has no place for the panel');
  createRoot(root).render(
    <StrictMode>
      <TroubleBoundary>
        <PanelProvider services={{ outbox, fetch: (url, init) => fetch(url, init) }}>
          <App tabId={Number.isInteger(tab) ? tab : null} />
        </PanelProvider>
      </TroubleBoundary>
    </StrictMode>,
  );
}
