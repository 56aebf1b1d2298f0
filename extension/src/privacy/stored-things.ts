import { LANGUAGE_KEY } from '@lapwing/ui/i18n';
import { THEME_KEY } from '@lapwing/ui/theme';
import { CONTROL_SCRIPT } from '../control/control-scripts.ts';
import { OUTBOX_ALARM } from '../outbox/outbox-messages.ts';
import { LOOKS_ALARM } from '../recheck/look-messages.ts';
import {
  ADAPTER_REPORTS,
  ASKED_TO_PERSIST,
  CAPTURE,
  EXTENSION_POLICY,
  LANGUAGE,
  LOOKING,
  LOOKS,
  NOTE_TEMPLATES,
  PAIRING,
  PENDING_PAIRING,
  PINNED_CATEGORIES,
  POST_CONTROL,
  RECENT_CATEGORIES,
  RECHECK_TABS,
  SAFE_VIEWING,
  SESSION,
  SINGLE_KEYS,
  SLOT,
} from '../stored-keys.ts';

/**
 * Where something is kept. LOCAL: the browser's storage for extensions, on disk. SESSION: the same, in memory until the
 * browser closes. PAGE: the storage of our pages, on disk. DATABASE: a store of our database, on disk. ALARM: a time
 * at which the browser wakes us. SCRIPT: what the browser puts into pages by itself.
 */
export const places = ['LOCAL', 'SESSION', 'PAGE', 'DATABASE', 'ALARM', 'SCRIPT'] as const;
export type Place = (typeof places)[number];

interface Declared {
  /** Its texts are `privacy:things.<id>`: what it is, what it is for, and how long it stays. */
  id: string;
  place: Place;
  /** The whole name, or how it begins where there are several of the kind. */
  name: string;
  several?: true;
}

/**
 * Everything that the extension keeps, anywhere. What is not declared here is shown on the privacy page as unknown, and
 * fails `test/src/privacy.e2e.ts`.
 */
export const storedThings = [
  { id: 'pairing', place: 'LOCAL', name: PAIRING },
  { id: 'menuLanguage', place: 'LOCAL', name: LANGUAGE },
  { id: 'policy', place: 'LOCAL', name: EXTENSION_POLICY },
  { id: 'askedToPersist', place: 'LOCAL', name: ASKED_TO_PERSIST },
  { id: 'adapterReports', place: 'LOCAL', name: ADAPTER_REPORTS },
  { id: 'safeViewing', place: 'LOCAL', name: SAFE_VIEWING },
  { id: 'safeViewingPrivate', place: 'SESSION', name: SAFE_VIEWING },
  { id: 'postControl', place: 'LOCAL', name: POST_CONTROL },
  { id: 'looks', place: 'LOCAL', name: LOOKS },
  { id: 'recheckTabs', place: 'SESSION', name: RECHECK_TABS },
  { id: 'looking', place: 'LOCAL', name: LOOKING },
  { id: 'capture', place: 'SESSION', name: CAPTURE },
  { id: 'forms', place: 'SESSION', name: SLOT, several: true },
  { id: 'session', place: 'SESSION', name: SESSION },
  { id: 'pendingPairing', place: 'SESSION', name: PENDING_PAIRING },
  { id: 'language', place: 'PAGE', name: LANGUAGE_KEY },
  { id: 'theme', place: 'PAGE', name: THEME_KEY },
  { id: 'singleKeys', place: 'PAGE', name: SINGLE_KEYS },
  { id: 'pinnedCategories', place: 'PAGE', name: PINNED_CATEGORIES },
  { id: 'recentCategories', place: 'PAGE', name: RECENT_CATEGORIES },
  { id: 'noteTemplates', place: 'PAGE', name: NOTE_TEMPLATES },
  { id: 'outbox', place: 'DATABASE', name: 'lapwing/outbox' },
  { id: 'drafts', place: 'DATABASE', name: 'lapwing/drafts' },
  { id: 'sittings', place: 'DATABASE', name: 'lapwing/sittings' },
  { id: 'key', place: 'DATABASE', name: 'lapwing/keys' },
  { id: 'outboxAlarm', place: 'ALARM', name: OUTBOX_ALARM },
  { id: 'looksAlarm', place: 'ALARM', name: LOOKS_ALARM },
  { id: 'controlScript', place: 'SCRIPT', name: CONTROL_SCRIPT },
  { id: 'safeScripts', place: 'SCRIPT', name: 'safe-', several: true },
] as const satisfies readonly Declared[];
export type StoredThing = (typeof storedThings)[number];

/** What is declared of a name that was found in a place; null where nothing is. */
export function declarationOf(place: Place, name: string): StoredThing | null {
  return (
    storedThings.find(
      (thing) =>
        thing.place === place && ('several' in thing ? name.startsWith(thing.name) : name === thing.name),
    ) ?? null
  );
}
