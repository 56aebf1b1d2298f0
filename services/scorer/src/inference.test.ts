import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLogger, silentLogger } from '@lapwing/store/logging';
import { describe, expect, it } from 'vitest';
import { ModelUnavailable, ScoreUnreadable, startInference } from './inference.ts';
import { anotherVersion, withoutNumberFor } from './testing/another-version.ts';

const modelDirectory = fileURLToPath(new URL('../../../models/shipped/', import.meta.url));

const odd = ['constructor', '__proto__', '', 'th_TH', 'x'.repeat(300)];

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

  it('survives a model that gives no number for a post, and goes on with the next', {
    timeout: 60_000,
  }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lapwing-inference-'));
    const lines: string[] = [];
    const log = createLogger('test', 'info', { write: (line) => lines.push(line) });
    const version = await anotherVersion(folder, 'Without numbers.', withoutNumberFor('camp'));
    const inference = startInference({ modelDirectory: join(folder, version), log });
    try {
      const answers = ['A camp', 'A camp is a camp', 'A camp again'].map((text) =>
        inference.score([{ text }]),
      );
      const [before, without, after] = await Promise.allSettled(answers);
      expect(before?.status).toBe('fulfilled');
      expect(without).toMatchObject({ status: 'rejected', reason: expect.any(ScoreUnreadable) });
      expect(after?.status).toBe('fulfilled');
      const [said] = lines.filter((line) => line.includes('cannot be read'));
      expect(said).toContain('scores.0.risk: invalid_type');
      expect(said).not.toMatch(/NaN|camp/);
    } finally {
      await inference.stop();
      await rm(folder, { recursive: true });
    }
  });

  it('scores a post whose language is no language tag as one whose language nobody knows', {
    timeout: 60_000,
  }, async () => {
    const inference = startInference({ modelDirectory, log: silentLogger() });
    const text = 'Do not tell your mum, keep this our secret';
    try {
      const { scores } = await inference.score([{ text }, ...odd.map((lang) => ({ text, lang }))]);
      for (const score of scores.slice(1)) expect(score).toEqual(scores[0]);
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
