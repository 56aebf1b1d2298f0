export { type ScorerSettings, startScorer } from './start-scorer.ts';
