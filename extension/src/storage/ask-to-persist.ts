import { readStored, writeStored } from '../browser/storage.ts';
import { ASKED_TO_PERSIST } from '../stored-keys.ts';

/** Asks the browser, once for good, not to clear our database when the disk gets full. Only pages can ask. */
export async function askToPersist(): Promise<void> {
  if ((await readStored('local', ASKED_TO_PERSIST)) === true) return;
  await writeStored('local', ASKED_TO_PERSIST, true);
  await navigator.storage.persist();
}
