import { describe, expect, it } from 'vitest';
import { abstentionOf, type Calibration, calibrate } from './calibration.ts';
import { bestF1Threshold, fitCalibration } from './fit-calibration.ts';
import { fitMemberPlatt, fitPlatt, logit, sigmoid } from './platt.ts';

const calibration: Calibration = {
  labels: [{ slope: 1, offset: 0 }],
  risk: { slope: 1, offset: 0 },
  riskOffsets: { vi: -1 },
  prior: 0.4,
  thresholds: [0.5],
  riskThreshold: 0.5,
  abstention: { band: 0.2, minKnownWords: 0.3, languages: ['en', 'fil', 'th'] },
};

describe('calibration', () => {
  it.each(['constructor', '__proto__', 'toString', 'xx'])('knows nothing of a language called %s', (lang) => {
    expect(calibrate(calibration, [1, 1], lang)).toEqual(calibrate(calibration, [1, 1], undefined));
  });

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

  it('does not turn round scores that order posts the wrong way, nor silence a member without both classes', () => {
    const wrong = [
      { logit: 1, positive: false, weight: 1 },
      { logit: -1, positive: true, weight: 1 },
    ];
    expect(fitPlatt(wrong)).toEqual({ slope: 0, offset: 0 });
    expect(fitMemberPlatt(wrong).slope).toBe(0);
    expect(fitMemberPlatt([{ logit: 1, positive: false, weight: 1 }])).toEqual({ slope: 1, offset: 0 });
  });

  it('keeps logit and sigmoid inverse and finite', () => {
    expect(sigmoid(logit(0.3))).toBeCloseTo(0.3, 9);
    expect(Number.isFinite(logit(0))).toBe(true);
    expect(sigmoid(-1000)).toBe(0);
  });

  it('puts the threshold where F1 is best', () => {
    expect(bestF1Threshold([0.9, 0.8, 0.3, 0.1], [true, true, false, false], [1, 1, 1, 1])).toBeCloseTo(
      0.55,
      9,
    );
    expect(bestF1Threshold([0.9, 0.8, 0.3], [true, false, true], [1, 0.1, 5])).toBeCloseTo(0.15, 9);
    expect(bestF1Threshold([0.2, 0.1], [false, false], [1, 1])).toBe(0.5);
  });

  it('never puts a label above the risk', () => {
    const { probabilities, risk } = calibrate(calibration, [2, -1], 'en');
    expect(probabilities).toEqual([sigmoid(-1)]);
    expect(risk).toBe(sigmoid(-1));
    expect(calibrate(calibration, [-2, 1], 'vi-VN')).toEqual({
      probabilities: [sigmoid(-2)],
      risk: sigmoid(0),
    });
    expect(calibrate(calibration, [-2, 1], 'constructor').risk).toBe(sigmoid(1));
    expect(calibrate(calibration, [-2, 1], undefined).risk).toBe(sigmoid(1));
  });

  it.each([
    ['nothing to read', { risk: 0.9, knownWords: 0, tokens: 0 }, 'NO_TEXT'],
    ['strange words', { risk: 0.9, knownWords: 0.2, tokens: 5 }, 'UNKNOWN_WORDS'],
    ['a language it never saw', { risk: 0.9, knownWords: 0.9, tokens: 5, lang: 'de' }, 'LANGUAGE'],
    ['a risk too close to call', { risk: 0.51, knownWords: 0.9, tokens: 5, lang: 'en' }, 'TOO_CLOSE'],
    ['a clear case', { risk: 0.9, knownWords: 0.9, tokens: 5, lang: 'th-TH' }, null],
    ['Tagalog, which is Filipino', { risk: 0.9, knownWords: 0.9, tokens: 5, lang: 'tl' }, null],
    ['a clear case without language', { risk: 0.1, knownWords: 0.9, tokens: 5 }, null],
  ])('abstains or not on %s', (_, ground, expected) => {
    expect(abstentionOf(calibration, ground)).toBe(expected);
  });

  it('lets few ordinary posts above the risk threshold, where there are enough to tell', () => {
    const posts = [-3, -1, 1, 3].map((z) => ({
      logits: [z, z],
      truth: [z > 0],
      harmful: z > 0,
      weight: 1,
      knownWords: 1,
      lang: 'en',
    }));
    const ordinary = Array.from({ length: 1000 }, (_, index) => ({
      logits: [-5, index < 20 ? 2.5 : -5],
      lang: 'en',
    }));
    const free = fitCalibration(posts, [], 1, ['en']);
    const bounded = fitCalibration(posts, ordinary, 1, ['en']);
    expect(bounded.labels).toEqual(free.labels);
    const above = ordinary.filter(
      ({ logits, lang }) => calibrate(bounded, logits, lang).risk > bounded.riskThreshold,
    );
    expect(above).toEqual([]);
    expect(free.riskThreshold).toBeLessThan(bounded.riskThreshold);
  });
});
