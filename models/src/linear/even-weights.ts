/** Weights with a mean of 1: the price of an error is then the same whatever the sizes of the groups. */
export function evenWeights(posts: readonly { weight?: number }[]): Float32Array {
  const sum = posts.reduce((total, { weight = 1 }) => total + weight, 0);
  return Float32Array.from(posts, ({ weight = 1 }) => (weight * posts.length) / sum);
}
