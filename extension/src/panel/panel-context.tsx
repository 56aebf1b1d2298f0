import { createContext, type ReactNode, use } from 'react';
import type { SittingStore } from '../collect/sitting-store.ts';
import type { DraftStore } from '../flag/draft-store.ts';
import type { OutboxStore } from '../outbox/outbox-store.ts';
import type { Fetch } from '../server/ask-server.ts';

/** What the panel stands on. */
export interface PanelServices {
  outbox: OutboxStore;
  drafts: DraftStore;
  sittings: SittingStore;
  fetch: Fetch;
}

const Context = createContext<PanelServices | null>(null);

export function PanelProvider({ services, children }: { services: PanelServices; children: ReactNode }) {
  return <Context value={services}>{children}</Context>;
}

/** The panel's services; throws outside of a {@link PanelProvider}. */
export function usePanel(): PanelServices {
  const services = use(Context);
  if (!services) throw new Error('usePanel needs a PanelProvider above it');
  return services;
}
