import { describe, expect, it } from 'vitest';
import { abstains, type Calibration, calibrateRisk } from './calibration.ts';
import { bestF1Threshold } from './fit-calibration.ts';
import { fitPlatt, logit, sigmoid } from './platt.ts';

const calibration: Calibration = {
  labels: [{ slope: 1, offset: 0 }],
  risk: { slope: 1, offset: 0 },
  prior: 0.4,
  thresholds: [0.5],
  riskThreshold: 0.5,
  abstention: { band: 0.2, minKnownWords: 0.3, languages: ['en', 'th'] },
};

describe('calibration', () => {
  it('recovers the frequencies behind logits that are twice too sure', () => {
    const points = [-4, -2, 0, 2, 4].flatMap((z) => [
      { logit: z, positive: true, weight: 1000 * sigmoid(z / 2) },
      { logit: z, positive: false, weight: 1000 * (1 - sigmoid(z / 2)) },
    ]);
    const { slope, offset } = fitPlatt(points);
    expect(slope).toBeCloseTo(0.5, 2);
    expect(offset).toBeCloseTo(0, 2);
  });

  it('stays finite on perfectly separated points', () => {
    const fit = fitPlatt([
      { logit: -3, positive: false, weight: 1 },
      { logit: 3, positive: true, weight: 1 },
    ]);
    expect(sigmoid(fit.slope * 3 + fit.offset)).toBeCloseTo(2 / 3, 2);
  });

  it('falls back to the base rate without both classes', () => {
    expect(fitPlatt([{ logit: 1, positive: false, weight: 1 }])).toEqual({
      slope: 0,
      offset: Math.log(1 / 2),
    });
  });

  it('keeps logit and sigmoid inverse and finite', () => {
    expect(sigmoid(logit(0.3))).toBeCloseTo(0.3, 9);
    expect(Number.isFinite(logit(0))).toBe(true);
    expect(sigmoid(-1000)).toBe(0);
  });

  it('puts the threshold where F1 is best', () => {
    expect(bestF1Threshold([0.9, 0.8, 0.3, 0.1], [true, true, false, false])).toBeCloseTo(0.55, 9);
    expect(bestF1Threshold([0.2, 0.1], [false, false])).toBe(0.5);
  });

  it('raises the risk with any probability', () => {
    expect(calibrateRisk(calibration, [0.2, 0.2])).toBeCloseTo(0.36, 9);
  });

  it.each([
    ['nothing to read', { risk: 0.9, knownWords: 0, tokens: 0 }, true],
    ['strange words', { risk: 0.9, knownWords: 0.2, tokens: 5 }, true],
    ['a language it never saw', { risk: 0.9, knownWords: 0.9, tokens: 5, lang: 'id' }, true],
    ['a risk too close to call', { risk: 0.51, knownWords: 0.9, tokens: 5, lang: 'en' }, true],
    ['a clear case', { risk: 0.9, knownWords: 0.9, tokens: 5, lang: 'th-TH' }, false],
    ['a clear case without language', { risk: 0.1, knownWords: 0.9, tokens: 5 }, false],
  ])('abstains or not on %s', (_, ground, expected) => {
    expect(abstains(calibration, ground)).toBe(expected);
  });
});
