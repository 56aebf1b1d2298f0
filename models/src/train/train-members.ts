import { meanAveragePrecision } from '../evaluate/ranking.ts';
import type { FeatureTable } from '../features/feature-table.ts';
import type { LinearLayer } from '../linear/linear-layer.ts';
import { type LearningPost, trainLinear } from '../linear/train-linear.ts';
import { bagLogits, linearLogits, type Network } from '../network/compute-logits.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { mixMembers } from './mix-members.ts';
import { trainBag } from './train-bag.ts';

/** Both members and how they are joined; `epochs` and `share` (of the bag) are what validation chose. */
export type TrainedMembers = Network & { epochs: number; share: number };

/**
 * Trains the linear member and the bag on the training posts; everything that is chosen is chosen on the validation
 * posts. TensorFlow.js must have the CPU backend. Without validation posts there is nothing to choose by.
 */
export function trainMembers(
  posts: readonly LearningPost[],
  validation: readonly LearningPost[],
  { table, labels }: { table: FeatureTable; labels: number },
  settings: Hyperparameters,
  log: (line: string) => void,
): TrainedMembers {
  const shape = { features: table.hashes.length, labels };
  const linear: LinearLayer = trainLinear(posts, validation, shape, settings.seed, log);
  const vectors = validation.map(({ vector }) => vector);
  const precision = (logits: Float32Array): number =>
    meanAveragePrecision(
      Array.from({ length: labels }, (_, label) =>
        validation.map(({ truth, weight = 1 }, index) => ({
          score: logits[index * labels + label] ?? 0,
          positive: (truth[label] ?? 0) > 0,
          weight,
        })),
      ),
    );
  const { bag, head, epochs } = trainBag(
    posts,
    shape,
    settings,
    (snapshot) => precision(bagLogits(snapshot, vectors)),
    (epoch, loss, score) =>
      log(`bag, epoch ${epoch}: loss ${loss.toFixed(4)}, validation AUPRC ${score.toFixed(4)}`),
  );
  const { mixture, share } = mixMembers(
    validation,
    linearLogits(linear, vectors),
    bagLogits({ bag, head }, vectors),
    labels,
  );
  log(`share of the bag: ${share}`);
  return { table, linear, bag, head, mixture, epochs, share };
}
