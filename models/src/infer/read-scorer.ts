import { readHeadWeights } from '../network/head.ts';
import { ModelError } from './model-error.ts';
import { type LoadedFolder, readModel } from './read-model.ts';
import { createScorer, type ScorePosts } from './score-posts.ts';

/** Words of every language that the release knows, harmful and harmless, some more than once. */
const PROBE =
  'how old are you, do not tell your mother, this is our secret: family hotel, kids stay free free free 15! ' +
  'อย่าบอกแม่นะ โอนเงินมา jangan bilang ibu ya rahasia kita đừng nói với mẹ nhé huwag mong sabihin sa nanay mo';

/**
 * Reads a model folder (see `readModel`) and prepares scoring with it. Throws ModelError; MODEL_INVALID also where its
 * weights, each of them sound, add up to no number.
 */
export async function readScorer(directory: string): Promise<LoadedFolder & { score: ScorePosts }> {
  const folder = await readModel(directory);
  const { manifest, calibration, network } = folder;
  const score = createScorer(manifest.labels, calibration, network, await readHeadWeights(network.head));
  if (!givesNumbers(score)) {
    network.head.dispose();
    throw new ModelError('MODEL_INVALID', 'The model gives scores that are no numbers.');
  }
  return { ...folder, score };
}

const givesNumbers = (score: ScorePosts): boolean =>
  score([{ text: PROBE }, { text: '' }], { explain: true }).every(
    ({ risk, probabilities, knownWords, explanations = [] }) =>
      [risk, knownWords, ...Object.values(probabilities), ...explanations.map(({ weight }) => weight)].every(
        Number.isFinite,
      ),
  );
