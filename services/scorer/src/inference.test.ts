import { fileURLToPath } from 'node:url';
import { silentLogger } from '@lapwing/store/logging';
import { describe, expect, it } from 'vitest';
import { ModelUnavailable, startInference } from './inference.ts';

const modelDirectory = fileURLToPath(new URL('../../../models/shipped/', import.meta.url));

describe('the inference child', () => {
  it('takes only the post with it that it died of', { timeout: 60_000 }, async () => {
    const inference = startInference({ modelDirectory, log: silentLogger() });
    try {
      await inference.score([{ text: 'Before' }]);
      const answers = ['one', 'two', 'three'].map((text) => inference.score([{ text }]));
      process.kill(inference.childPid() ?? Number.NaN, 'SIGKILL');
      const states = (await Promise.allSettled(answers)).map(({ status }) => status);
      expect(states.slice(1)).toEqual(['fulfilled', 'fulfilled']);
    } finally {
      await inference.stop();
    }
  });

  it('says which stretches of a post moved its score', { timeout: 60_000 }, async () => {
    const inference = startInference({ modelDirectory, log: silentLogger() });
    const text = '🌊 Do not tell your mum, keep this our secret. How old are you?';
    try {
      const { scores } = await inference.score([{ text, lang: 'en' }, { text: '' }]);
      const words = scores[0]?.spans.map(({ start, end }) => text.slice(start, end)) ?? [];
      expect(words.length).toBeGreaterThan(0);
      for (const word of words) expect(word).toMatch(/^(?:\p{L}+|🌊|\?)$/u);
      expect(scores[1]).toMatchObject({ abstained: true, spans: [] });
    } finally {
      await inference.stop();
    }
  });

  it('tells a model that cannot be loaded from a post that cannot be scored', {
    timeout: 60_000,
  }, async () => {
    const inference = startInference({ modelDirectory: import.meta.dirname, log: silentLogger() });
    try {
      for (const text of ['first', 'second'])
        await expect(inference.score([{ text }])).rejects.toBeInstanceOf(ModelUnavailable);
    } finally {
      await inference.stop();
    }
  });
});
