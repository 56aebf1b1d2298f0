import type { Logger } from '@lapwing/store/logging';
import type { ModelFolders } from '@lapwing/store/models/find-model-folder';
import { reportRefusal } from '@lapwing/store/models/report-refusal';
import type { Store } from '@lapwing/store/store';
import { stateOfFolder } from './load-version.ts';

/** Versions that could not be loaded, until their folders change. */
export interface Refusals {
  /** False while nothing about its folder has changed since it was refused. */
  worthATry(version: string): Promise<boolean>;
  /** Says so once in the log, and to admins. */
  refuse(version: string, reason: string): Promise<void>;
  clear(version: string): Promise<void>;
}

export function createRefusals({
  store,
  folders,
  log,
}: {
  store: Pick<Store, 'db'>;
  folders: ModelFolders;
  log: Logger;
}): Refusals {
  const refused = new Map<string, string>();
  const cleared = new Set<string>();
  return {
    worthATry: async (version) => refused.get(version) !== (await stateOfFolder(folders, version)),
    refuse: async (version, reason) => {
      refused.set(version, await stateOfFolder(folders, version));
      cleared.delete(version);
      log.error(
        { modelVersion: version, reason },
        'a version of the model is refused; the one before goes on',
      );
      await reportRefusal(store, version, reason);
    },
    clear: async (version) => {
      if (cleared.has(version)) return;
      await reportRefusal(store, version, null);
      refused.delete(version);
      cleared.add(version);
    },
  };
}
