import { describe, expect, it } from 'vitest';
import { reliabilityBins } from './reliability.ts';
import { reliabilityPicture } from './reliability-picture.ts';

const post = (risk: number, harmful: boolean, weight = 1) => ({ risk, harmful, weight });

describe('reliability', () => {
  it('puts what was said beside what was true, in bins of equal width', () => {
    const bins = reliabilityBins([
      post(0.12, false),
      post(0.18, true, 0.5),
      post(0.18, true, 0.5),
      post(1, true),
    ]);
    expect(bins).toHaveLength(10);
    expect(bins[1]).toMatchObject({ from: 0.1, to: 0.2, posts: 3, weight: 2, harmful: 0.5 });
    expect(bins[1]?.said).toBeCloseTo(0.15, 9);
    expect(bins[9]).toMatchObject({ posts: 1, said: 1, harmful: 1 });
    expect(bins[4]).toMatchObject({ posts: 0, weight: 0, said: null, harmful: null, low: null });
  });

  it('draws a picture that is well formed, with its words as text and escaped', () => {
    const bins = reliabilityBins([post(0.1, false), post(0.9, true)]);
    const svg = reliabilityPicture('Risk <of> "A & B"', [{ title: "one's <own>", note: 'n & m', bins }]);
    expect(svg).toContain('Risk &lt;of&gt; &quot;A &amp; B&quot;');
    expect(svg).toContain('one&apos;s &lt;own&gt;');
    expect(svg).not.toMatch(/NaN|undefined|null|&(?!(amp|lt|gt|quot|apos);)/);
    const open: string[] = [];
    for (const [, slash, name = '', rest] of svg.matchAll(
      /<(\/?)([a-z]+)((?:\s[a-zA-Z0-9:-]+="[^"<>]*")*\s*\/?)>/g,
    )) {
      if (slash) expect(open.pop()).toBe(name);
      else if (!rest?.endsWith('/')) open.push(name);
    }
    expect(open).toEqual([]);
    expect(svg.replace(/<(\/?)([a-z]+)((?:\s[a-zA-Z0-9:-]+="[^"<>]*")*\s*\/?)>/g, '')).not.toMatch(/[<>]/);
  });

  it('says the same to people who cannot see it', () => {
    const bins = reliabilityBins([post(0.1, false), post(0.9, true), post(0.9, true)]);
    const svg = reliabilityPicture('Risk', [{ title: 'Unseen', note: '3 groups', bins }]);
    expect(svg).toContain('role="img"');
    expect(svg).toContain(
      'Unseen (3 groups): said 10 %, true 0 % (1 groups); said 90 %, true 100 % (2 groups).',
    );
  });
});
