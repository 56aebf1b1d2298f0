export type { MetricRow, Metrics } from './evaluate/metrics.ts';
export { loadModel, type Model, shippedModels } from './infer/load-model.ts';
export { ModelError, type ModelErrorCode } from './infer/model-error.ts';
export type { Explanation, PostToScore, ScoreResult } from './infer/score-posts.ts';
export { strongestSpans } from './infer/strongest-spans.ts';
export { Example, TrainingDataError } from './train/example.ts';
