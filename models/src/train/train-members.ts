import { meanAveragePrecision } from '../evaluate/ranking.ts';
import type { FeatureTable } from '../features/feature-table.ts';
import type { LinearLayer } from '../linear/linear-layer.ts';
import { type LearningPost, trainLinear } from '../linear/train-linear.ts';
import { bagLogits, linearLogits, type Mixture, mixLogits, type Network } from '../network/compute-logits.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { mixMembers } from './mix-members.ts';
import { type BagRecipe, type TrainedBag, trainBag } from './train-bag.ts';

/** How the bag is trained: both are tried. The second, which hides more of a post, suits small sets. */
const RECIPES: readonly BagRecipe[] = [
  { dropout: 0.4, bagRate: 0.05 },
  { dropout: 0.7, bagRate: 0.03 },
];

/** Both members and how they are joined; how the bag was trained and its share are what validation chose. */
export type TrainedMembers = Network & { chosen: BagRecipe & { epochs: number; share: number } };

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
  const shallow = linearLogits(linear, vectors);
  let best:
    | { trained: TrainedBag; recipe: BagRecipe; mixture: Mixture; share: number; precision: number }
    | undefined;
  for (const recipe of RECIPES) {
    const trained = trainBag(
      posts,
      shape,
      { ...settings, ...recipe },
      (snapshot) => precision(bagLogits(snapshot, vectors)),
      (epoch, loss, score) =>
        log(`bag, epoch ${epoch}: loss ${loss.toFixed(4)}, validation AUPRC ${score.toFixed(4)}`),
    );
    const deep = bagLogits(trained, vectors);
    const { mixture, share } = mixMembers(validation, shallow, deep, labels);
    const reached = precision(mixLogits(mixture, shallow, deep));
    log(`bag with dropout ${recipe.dropout}, share ${share}: validation AUPRC of both ${reached.toFixed(4)}`);
    if (best && reached <= best.precision) {
      trained.head.dispose();
      continue;
    }
    best?.trained.head.dispose();
    best = { trained, recipe, mixture, share, precision: reached };
  }
  if (!best) throw new RangeError('There is no recipe for the bag.');
  const { trained, recipe, mixture, share } = best;
  const { bag, head, epochs } = trained;
  return { table, linear, bag, head, mixture, chosen: { ...recipe, epochs, share } };
}
