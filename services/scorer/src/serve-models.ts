import { describeError, type Logger } from '@lapwing/store/logging';
import { ensureShippedModel } from '@lapwing/store/models/ensure-shipped-model';
import { findModelFolder, type ModelFolders, shippedVersion } from '@lapwing/store/models/find-model-folder';
import { modelsToServe } from '@lapwing/store/models/models-to-serve';
import { repeatUntilStopped } from '@lapwing/store/processes/repeat-until-stopped';
import type { JobQueues } from '@lapwing/store/queues/open-queues';
import { rescoreOpenItems } from '@lapwing/store/scores/rescore-open-items';
import type { Store } from '@lapwing/store/store';
import { type Inference, startInference } from './inference.ts';
import { loadVersion } from './load-version.ts';
import { createRefusals } from './refusals.ts';
import { createShadow } from './shadow.ts';

const INTERVAL_MS = 2_000;
/** How often to look for items that a scorer which had not followed yet scored meanwhile. */
const RECHECK_MS = 30_000;

type Surroundings = {
  store: Pick<Store, 'db' | 'sealer'>;
  queues: Pick<JobQueues, 'enqueueScores'>;
  folders: ModelFolders;
  log: Logger;
  /** Pause between two looks at the registry, in milliseconds (2,000). */
  intervalMs?: number;
};

/** The model that orders the queue, whichever that is at the moment. */
export type ServedModels = Pick<Inference, 'score' | 'usable' | 'childPid' | 'stop'>;

/**
 * Serves the champion of the registry and follows it: after a promotion the new one is loaded beside the old, takes
 * over between two batches, and open items are scored again. A version that cannot be loaded is refused, the one that
 * serves goes on, and admins see why. The challenger scores in shadow, in a process of its own.
 */
export async function serveModels(surroundings: Surroundings): Promise<ServedModels> {
  const { store, queues, folders, log, intervalMs = INTERVAL_MS } = surroundings;
  const refusals = createRefusals(surroundings);
  const first = await firstFolder(surroundings);
  let serving = startInference({ modelDirectory: first ?? folders.modelDirectory, log });
  /** Whether what serves is what came with the release, and not asked for by its version. */
  let shipped = first === null;
  /** When open items were last seen to be all of the model that serves. */
  let settledAt = 0;
  let stopping = false;
  const shadow = createShadow({ store, folders, log, refusals });

  const replaceBy = async (next: Inference): Promise<void> => {
    const before = serving;
    serving = next;
    // Waits for what the one before is at: an empty request is answered after all earlier ones.
    if (before.usable()) await before.score([]).catch(() => {});
    await before.stop();
  };

  const followChampion = async (version: string): Promise<void> => {
    const loaded = await serving.loading().catch(() => null);
    if (stopping) return;
    if (loaded?.version !== version) {
      if (!(await refusals.worthATry(version))) return fallBack();
      try {
        await replaceBy(await loadVersion(folders, version, log));
      } catch (error) {
        await refusals.refuse(version, describeError(error).message);
        return fallBack();
      }
      shipped = false;
      settledAt = 0;
      log.info(
        { modelVersion: version, before: loaded?.version ?? null },
        'the queue is ordered by another model',
      );
    }
    await refusals.clear(version);
    if (Date.now() - settledAt < RECHECK_MS) return;
    const due = await rescoreOpenItems(store, version);
    if (due.length > 0) await queues.enqueueScores(due);
    else settledAt = Date.now();
  };

  /** Where not even the first model could be loaded, the release's is better than none. */
  const fallBack = async (): Promise<void> => {
    if (shipped || serving.usable()) return;
    shipped = true;
    await replaceBy(startInference({ modelDirectory: folders.modelDirectory, log }));
  };

  const following = repeatUntilStopped(
    async () => {
      const champion = await championOf(store, shipped ? serving : null);
      if (champion !== null) await followChampion(champion);
      return false;
    },
    { intervalMs, log, trouble: 'the registry of models cannot be followed now; the model stays the same' },
  );
  // A loop of its own: a challenger that hangs must not keep anybody from a promotion.
  const shadowing = repeatUntilStopped(async () => shadow.turn((await modelsToServe(store)).challenger), {
    intervalMs,
    log,
    trouble: 'nothing is scored in shadow now; the queue goes on',
  });

  return {
    score: (posts) => serving.score(posts),
    usable: () => serving.usable(),
    childPid: () => serving.childPid(),
    stop: async () => {
      stopping = true;
      // First what computes: a turn may wait for it.
      await Promise.all([serving.stop(), shadow.stop()]);
      await Promise.all([following.stop(), shadowing.stop()]);
      await Promise.all([serving.stop(), shadow.stop()]);
    },
  };
}

/** The version to serve; the release's model registers itself once it is loaded. */
async function championOf(store: Pick<Store, 'db'>, shipped: Inference | null): Promise<string | null> {
  const { champion } = await modelsToServe(store);
  if (champion?.chosen || shipped === null || !shipped.usable()) return champion?.version ?? null;
  const facts = await shipped.loading();
  return champion?.version === facts.version ? facts.version : ensureShippedModel(store, facts);
}

/** The champion's folder, to begin with; null for what came with the release: no champion, or only an older release's. */
async function firstFolder({ store, folders, log }: Surroundings): Promise<string | null> {
  try {
    const { champion } = await modelsToServe(store);
    if (champion === null) return null;
    if (!champion.chosen && champion.version !== (await shippedVersion(folders.modelDirectory))) return null;
    return await findModelFolder(folders, champion.version);
  } catch (error) {
    log.warn({ err: error }, 'the registry of models cannot be read yet');
    return null;
  }
}
