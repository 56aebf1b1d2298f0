import { sigmoid } from '../calibrate/platt.ts';

/** What a stack is fitted to: row-major [posts × columns], the last column 1, and each post's weight. */
export type StackInput = { rows: Float32Array; columns: number; weights: Float32Array };

const STEPS = 12;
/** Multiplications the curvature may cost: with many columns it is estimated from a sample; the slope always sees all. */
const CURVATURE_WORK = 2e8;

/**
 * Logistic regression over few dense columns for one label, pulled towards `start`; one answer for each of `ridges`,
 * which are to descend. Newton's method with the curvature at the start and backtracking; each answer starts from the
 * one before.
 */
export function fitStack(
  input: StackInput,
  truth: ArrayLike<number>,
  start: Float64Array,
  ridges: readonly number[],
): Float64Array[] {
  const curvature = curvatureAt(input, start);
  let fit = start;
  return ridges.map((ridge) => {
    fit = fitOne(input, truth, { start, from: fit, ridge, curvature });
    return fit;
  });
}

function fitOne(
  input: StackInput,
  truth: ArrayLike<number>,
  {
    start,
    from,
    ridge,
    curvature,
  }: { start: Float64Array; from: Float64Array; ridge: number; curvature: Float64Array },
): Float64Array {
  const { columns } = input;
  const factor = choleskyFactor(curvature, columns, ridge);
  let fit = from;
  let at = lossAt(input, truth, fit, start, ridge);
  for (let step = 0; step < STEPS; step += 1) {
    const direction = solve(factor, columns, at.slope);
    const decrease = direction.reduce((sum, value, column) => sum + value * (at.slope[column] ?? 0), 0);
    if (decrease < 1e-3) break;
    let size = 1;
    for (; size > 0.01; size /= 2) {
      const next = fit.map((value, column) => value - size * (direction[column] ?? 0));
      const reached = lossAt(input, truth, next, start, ridge);
      if (reached.loss > at.loss) continue;
      fit = next;
      at = reached;
      break;
    }
    if (size <= 0.01) break;
  }
  return fit;
}

function scoreOf({ rows, columns }: StackInput, post: number, fit: Float64Array): number {
  let score = 0;
  const from = post * columns;
  for (let column = 0; column < columns; column += 1)
    score += (fit[column] ?? 0) * (rows[from + column] ?? 0);
  return score;
}

function lossAt(
  input: StackInput,
  truth: ArrayLike<number>,
  fit: Float64Array,
  start: Float64Array,
  ridge: number,
): { loss: number; slope: Float64Array } {
  const { rows, columns, weights } = input;
  const slope = new Float64Array(columns);
  let loss = 0;
  for (const [post, weight] of weights.entries()) {
    const score = scoreOf(input, post, fit);
    const target = truth[post] ?? 0;
    loss += weight * (Math.max(score, 0) - target * score + Math.log1p(Math.exp(-Math.abs(score))));
    const error = weight * (sigmoid(score) - target);
    const from = post * columns;
    for (let column = 0; column < columns; column += 1) {
      slope[column] = (slope[column] ?? 0) + error * (rows[from + column] ?? 0);
    }
  }
  for (const [column, value] of fit.entries()) {
    const away = value - (start[column] ?? 0);
    loss += (ridge / 2) * away * away;
    slope[column] = (slope[column] ?? 0) + ridge * away;
  }
  return { loss, slope };
}

/** Lower triangle of the second derivative, row-major. */
function curvatureAt(input: StackInput, fit: Float64Array): Float64Array {
  const { rows, columns, weights } = input;
  const matrix = new Float64Array(columns * columns);
  const stride = Math.max(1, Math.ceil((weights.length * columns * columns) / CURVATURE_WORK));
  for (let post = 0; post < weights.length; post += stride) {
    const probability = sigmoid(scoreOf(input, post, fit));
    const scale = stride * (weights[post] ?? 0) * probability * (1 - probability);
    if (scale < 1e-6) continue;
    const from = post * columns;
    for (let one = 0; one < columns; one += 1) {
      const value = scale * (rows[from + one] ?? 0);
      const to = one * columns;
      for (let other = 0; other <= one; other += 1) {
        matrix[to + other] = (matrix[to + other] ?? 0) + value * (rows[from + other] ?? 0);
      }
    }
  }
  return matrix;
}

/** L of L·Lᵀ = matrix + ridge · identity. */
function choleskyFactor(matrix: Float64Array, size: number, ridge: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = (matrix[row * size + column] ?? 0) + (row === column ? ridge : 0);
      for (let k = 0; k < column; k += 1) {
        sum -= (factor[row * size + k] ?? 0) * (factor[column * size + k] ?? 0);
      }
      factor[row * size + column] =
        row === column ? Math.sqrt(Math.max(sum, 1e-9)) : sum / (factor[column * size + column] ?? 1);
    }
  }
  return factor;
}

function solve(factor: Float64Array, size: number, right: Float64Array): Float64Array {
  const result = right.slice();
  for (let row = 0; row < size; row += 1) {
    let sum = result[row] ?? 0;
    for (let k = 0; k < row; k += 1) sum -= (factor[row * size + k] ?? 0) * (result[k] ?? 0);
    result[row] = sum / (factor[row * size + row] ?? 1);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = result[row] ?? 0;
    for (let k = row + 1; k < size; k += 1) sum -= (factor[k * size + row] ?? 0) * (result[k] ?? 0);
    result[row] = sum / (factor[row * size + row] ?? 1);
  }
  return result;
}
