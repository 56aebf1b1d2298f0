/** A calibrated probability is σ(slope · logit + offset). */
export type Platt = { slope: number; offset: number };

export function sigmoid(logit: number): number {
  return logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit));
}

/** Inverse of `sigmoid`, kept finite. */
export function logit(probability: number): number {
  const bounded = Math.min(Math.max(probability, 1e-7), 1 - 1e-7);
  return Math.log(bounded / (1 - bounded));
}

/** One calibration post: its logit, whether the label is true, and its weight (one group weighs 1 in all). */
export type CalibrationPoint = { logit: number; positive: boolean; weight: number };

/**
 * Platt scaling with smoothed targets, by Newton's method with backtracking (Lin, Lin and Weng, "A note on
 * Platt's probabilistic outputs for support vector machines", 2007). Without both classes, or where higher logits mean
 * less, the base rate.
 */
export function fitPlatt(points: readonly CalibrationPoint[]): Platt {
  let positives = 0;
  let negatives = 0;
  for (const { positive, weight } of points) {
    if (positive) positives += weight;
    else negatives += weight;
  }
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (negatives + 2);
  const base = Math.log((positives + 1) / (negatives + 1));
  if (positives === 0 || negatives === 0) return { slope: 0, offset: base };

  const lossOf = ({ slope, offset }: Platt): number => {
    let loss = 0;
    for (const { logit: z, positive, weight } of points) {
      const s = slope * z + offset;
      const target = positive ? high : low;
      loss += weight * (Math.max(s, 0) - target * s + Math.log1p(Math.exp(-Math.abs(s))));
    }
    return loss;
  };

  let fit: Platt = { slope: 0, offset: base };
  let loss = lossOf(fit);
  for (let step = 0; step < 100; step += 1) {
    const { slopeStep, offsetStep, decrease } = newtonStep(points, fit, high, low);
    if (decrease < 1e-10) break;
    let size = 1;
    let next = fit;
    let nextLoss = loss;
    while (size > 1e-10) {
      next = { slope: fit.slope - size * slopeStep, offset: fit.offset - size * offsetStep };
      nextLoss = lossOf(next);
      if (nextLoss < loss - 1e-4 * size * decrease) break;
      size /= 2;
    }
    if (!(nextLoss < loss)) break;
    fit = next;
    loss = nextLoss;
  }
  // Scores that order the posts the wrong way say nothing: turned round they would only fit the noise.
  return fit.slope < 0 ? { slope: 0, offset: base } : fit;
}

/**
 * The same for a member of an ensemble, which is not to be silenced or turned round by few posts: its scores stay as
 * they are without both classes, and where they order the posts the wrong way the base rate stands.
 */
export function fitMemberPlatt(points: readonly CalibrationPoint[]): Platt {
  const both = points.some(({ positive }) => positive) && points.some(({ positive }) => !positive);
  return both ? fitPlatt(points) : { slope: 1, offset: 0 };
}

function newtonStep(points: readonly CalibrationPoint[], fit: Platt, high: number, low: number) {
  let h11 = 1e-10;
  let h22 = 1e-10;
  let h12 = 0;
  let g1 = 0;
  let g2 = 0;
  for (const { logit: z, positive, weight } of points) {
    const probability = sigmoid(fit.slope * z + fit.offset);
    const curvature = weight * probability * (1 - probability);
    const error = weight * (probability - (positive ? high : low));
    h11 += curvature * z * z;
    h22 += curvature;
    h12 += curvature * z;
    g1 += error * z;
    g2 += error;
  }
  const determinant = h11 * h22 - h12 * h12;
  const slopeStep = (h22 * g1 - h12 * g2) / determinant;
  const offsetStep = (h11 * g2 - h12 * g1) / determinant;
  return { slopeStep, offsetStep, decrease: slopeStep * g1 + offsetStep * g2 };
}
