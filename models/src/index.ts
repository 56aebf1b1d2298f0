export type { MetricRow, Metrics } from './evaluate/metrics.ts';
export {
  type Explanation,
  loadModel,
  type Model,
  type PostToScore,
  type ScoreResult,
  shippedModels,
} from './infer/load-model.ts';
export { ModelError, type ModelErrorCode } from './infer/model-error.ts';
export { Example, TrainingDataError } from './train/example.ts';
