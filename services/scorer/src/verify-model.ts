import type { ModelFacts } from '@lapwing/contracts';
import { silentLogger } from '@lapwing/store/logging';
import { startInference } from './inference.ts';

/** Loads a model folder as the scorer would, in a process of its own, and lets it go. Throws ModelUnavailable, which says why it is refused. */
export async function verifyModel(folder: string): Promise<ModelFacts> {
  const inference = startInference({ modelDirectory: folder, log: silentLogger() });
  try {
    return await inference.loading();
  } finally {
    await inference.stop();
  }
}
