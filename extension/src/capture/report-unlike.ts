import type { Platform } from '@lapwing/contracts/taxonomy';
import { z } from 'zod';
import { extensionVersion } from '../browser/messages.ts';
import { readStored, writeStored } from '../browser/storage.ts';
import { readPairing } from '../pairing/pairing-store.ts';
import { askServer, type Fetch } from '../server/ask-server.ts';
import { ADAPTER_REPORTS } from '../stored-keys.ts';

/** The day on which each adapter was last reported. */
const Reported = z.record(z.string(), z.string());

/**
 * Tells the organisation's server that an adapter did not find what it expects, so that somebody repairs it: which
 * one and which version, nothing of the page and nothing of the person. At most once a day for each adapter; whatever
 * goes wrong with it is nobody's concern.
 */
export async function reportUnlike(
  adapter: Platform,
  now: Date,
  ask: Fetch = (url, init) => fetch(url, init),
): Promise<void> {
  try {
    const pairing = await readPairing();
    if (pairing === null || pairing.token === null) return;
    const day = now.toISOString().slice(0, 10);
    const reported = Reported.safeParse(await readStored('local', ADAPTER_REPORTS)).data ?? {};
    if (reported[adapter] === day) return;
    await writeStored('local', ADAPTER_REPORTS, { ...reported, [adapter]: day });
    await askServer(
      {
        server: pairing.server,
        token: pairing.token,
        method: 'POST',
        path: '/v1/extension/adapter-reports',
        body: { adapter, extensionVersion: extensionVersion() },
        answer: z.unknown(),
      },
      ask,
    );
  } catch {
    // It is told again tomorrow.
  }
}
