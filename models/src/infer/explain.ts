import { tokenise } from '../features/tokens.ts';
import { countTokens, vectorise } from '../features/vectorise.ts';
import { computeLogits, type Network } from '../network/compute-logits.ts';
import { normalise } from '../normalise/normalise.ts';

/** `weight`: by how much the logit of `label` (a number) falls when the words from `start` to `end` are left out. */
export type Contribution = { start: number; end: number; weight: number; label: number };

/** A long post is taken apart into at most this many pieces. */
const MAX_PIECES = 96;

/**
 * Explains labels by occlusion: the post is scored again without each word (or run of words, where it is long).
 * Offsets are UTF-16 units of the original. The strongest `limit` per label, strongest first.
 */
export function explainLabels(
  network: Network,
  text: string,
  labels: readonly number[],
  limit = 12,
): Contribution[] {
  const normal = normalise(text, true);
  const tokens = tokenise(normal);
  if (tokens.length === 0) return [];
  const size = Math.ceil(tokens.length / MAX_PIECES);
  const pieces = Array.from({ length: Math.ceil(tokens.length / size) }, (_, index) => index * size);
  const versions = [
    tokens,
    ...pieces.map((from) => [...tokens.slice(0, from), ...tokens.slice(from + size)]),
  ];
  const width = network.layers.labels;
  const logits = computeLogits(
    network,
    versions.map((version) => vectorise(countTokens(version), network.table)),
  );
  return labels.flatMap((label) =>
    pieces
      .map((from, index): Contribution => {
        const last = tokens[Math.min(from + size, tokens.length) - 1];
        const weight = (logits[label] ?? 0) - (logits[(index + 1) * width + label] ?? 0);
        const start = normal.origin?.starts[tokens[from]?.start ?? 0] ?? 0;
        const end = normal.origin?.ends[(last?.end ?? 1) - 1] ?? start;
        return { start, end, weight, label };
      })
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      .slice(0, limit),
  );
}
