import { ModelFacts } from '@lapwing/contracts';
import type { Model } from '@lapwing/models';

/** What the registry keeps of a loaded model; figures that it does not know are left behind. */
export const factsOfModel = ({
  version,
  labels,
  languages,
  metrics,
  riskThreshold,
}: Pick<Model, 'version' | 'labels' | 'languages' | 'metrics' | 'riskThreshold'>): ModelFacts =>
  ModelFacts.parse({ version, labels, languages, figures: metrics, riskThreshold });
