import type { Environment } from '@lapwing/store/environment';
import { createSealer } from '@lapwing/store/sealing';
import { loadSecrets } from '@lapwing/store/secrets';
import { openDatabase, type Store } from '@lapwing/store/store';

/**
 * The store for the launcher's own few changes. It announces no jobs: the scorer's sweeper finds what is due.
 *
 * @param appUrl login of the services
 */
export const openStore = async (
  appUrl: string,
  environment: Environment,
): Promise<{ store: Store; close: () => Promise<void> }> => {
  const { sealKey } = await loadSecrets(environment);
  const database = openDatabase(appUrl, { connections: 2, applicationName: 'lapwing-launcher' });
  const notQueued = async () => ({ queued: false });
  return {
    store: {
      ...database,
      sealer: createSealer(sealKey),
      queues: {
        enqueueScore: notQueued,
        enqueueBatchBuild: notQueued,
        askSuggestion: async () => null,
        askPreview: async () => null,
        askReport: async () => null,
      },
    },
    close: () => database.pool.end(),
  };
};
