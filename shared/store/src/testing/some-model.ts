import { randomBytes } from 'node:crypto';
import type { ModelFacts } from '@lapwing/contracts';

/** Facts of a version that nobody added yet. */
export function someModel(): ModelFacts {
  return {
    version: `text-${randomBytes(8).toString('hex')}`,
    labels: ['GROOMING'],
    languages: ['en', 'th'],
    riskThreshold: 0.5,
    figures: {
      test: [
        {
          label: 'RISK',
          lang: 'all',
          positiveGroups: 90,
          negativeGroups: 106,
          auprc: 0.8,
          recallAt5Fpr: 0.4,
          ece: 0.05,
        },
      ],
    },
  };
}
