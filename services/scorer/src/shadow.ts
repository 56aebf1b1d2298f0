import { describeError, type Logger } from '@lapwing/store/logging';
import type { ModelFolders } from '@lapwing/store/models/find-model-folder';
import type { ModelsToServe } from '@lapwing/store/models/models-to-serve';
import { type ShadowPlace, scoreInShadow } from '@lapwing/store/scores/score-in-shadow';
import type { Store } from '@lapwing/store/store';
import { type Inference, ScoreUnreadable } from './inference.ts';
import { loadVersion } from './load-version.ts';
import type { Refusals } from './refusals.ts';

type Surroundings = {
  store: Pick<Store, 'db' | 'sealer'>;
  folders: ModelFolders;
  log: Logger;
  refusals: Refusals;
};

/** The challenger at work. */
export interface Shadow {
  /**
   * Loads the challenger where it is another than before, lets it go where there is none, and lets it score what the
   * champion scored since the last turn. True when there is more to do now.
   */
  turn(challenger: ModelsToServe['challenger']): Promise<boolean>;
  stop(): Promise<void>;
}

/** Scores in shadow, in a process of its own: whatever becomes of the challenger, the queue goes on. */
export function createShadow({ store, folders, log, refusals }: Surroundings): Shadow {
  let current: { version: string; inference: Inference; place: ShadowPlace | undefined } | null = null;
  let stopped = false;

  const stop = async (): Promise<void> => {
    const ending = current;
    current = null;
    await ending?.inference.stop();
  };

  return {
    stop: () => {
      stopped = true;
      return stop();
    },
    async turn(challenger) {
      if (current !== null && current.version !== challenger?.version) await stop();
      if (challenger === null || stopped) return false;
      const { version } = challenger;
      if (current === null) {
        if (!(await refusals.worthATry(version))) return false;
        try {
          current = { version, inference: await loadVersion(folders, version, log), place: undefined };
          log.info({ modelVersion: version }, 'a version of the model scores in shadow');
        } catch (error) {
          await refusals.refuse(version, describeError(error).message);
          return false;
        }
        if (stopped) return stop().then(() => false);
      }
      await refusals.clear(version);
      const { inference, place } = current;
      try {
        const done = await scoreInShadow(
          store,
          challenger,
          async (inputs) => {
            const posts = inputs.map(({ text, language }) =>
              language === null ? { text } : { text, lang: language },
            );
            return (await inference.score(posts)).scores;
          },
          place,
        );
        if (current !== null) current.place = done.place;
        return done.more;
      } catch (error) {
        if (!(error instanceof ScoreUnreadable)) throw error;
        // It would say the same of the same post for ever, and load itself again each time.
        await stop();
        await refusals.refuse(version, error.message);
        return false;
      }
    },
  };
}
