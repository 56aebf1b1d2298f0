import { LanguageTag, MAX_TEXT_LENGTH } from '@lapwing/contracts/text';
import { z } from 'zod';
import type { Model } from './load-model.ts';
import { strongestSpans } from './strongest-spans.ts';

/** One line of JSON to score. `id` comes back with the score; other fields are not looked at. */
const LineToScore = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  // As many as a flag may have. Half a character and NUL, which no database stores, are no trouble here.
  text: z.string().max(MAX_TEXT_LENGTH, `The text has more than ${MAX_TEXT_LENGTH} UTF-16 units`),
  // Tables exported as JSON say nothing with an empty field.
  lang: z.preprocess((value) => (value === '' ? null : value), LanguageTag.nullish()),
});
type LineToScore = z.infer<typeof LineToScore>;

/** A line that cannot be scored. Its message is one sentence with the number of the line and no letter of its text. */
export class LineError extends Error {
  override name = 'LineError';
}

/**
 * Scores lines of JSON ({"text", "lang"?, "id"?}) as they come, `batch` at a time, and gives a line of JSON for each, in
 * their order, without a line feed. Empty lines are passed over. At the first bad line it gives what stood before it,
 * and then throws LineError.
 */
export async function* scoreLines(
  lines: AsyncIterable<string>,
  model: Pick<Model, 'version' | 'score'>,
  { batch, explain }: { batch: number; explain: boolean },
): AsyncGenerator<string> {
  let waiting: LineToScore[] = [];
  const score = async (): Promise<string[]> => {
    const posts = waiting.map(({ text, lang }) => (lang ? { text, lang } : { text }));
    const scores = await model.score(posts, { explain });
    const scored = scores.map(({ explanations, ...said }, index) => {
      const id = waiting[index]?.id;
      return JSON.stringify({
        ...(id === undefined ? {} : { id }),
        version: model.version,
        ...said,
        ...(explanations ? { spans: strongestSpans(explanations) } : {}),
      });
    });
    waiting = [];
    return scored;
  };
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const read = readLine(line, number);
    if (read instanceof LineError) {
      yield* await score();
      throw read;
    }
    waiting.push(read);
    if (waiting.length >= batch) yield* await score();
  }
  yield* await score();
}

function readLine(line: string, number: number): LineToScore | LineError {
  let value: unknown;
  try {
    // A byte order mark may begin a file.
    value = JSON.parse(number === 1 ? line.replace(/^\uFEFF/, '') : line);
  } catch {
    return new LineError(`Line ${number} is not JSON.`);
  }
  const parsed = LineToScore.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.length ? `, field ${issue.path.join('.')}` : '';
  return new LineError(`Line ${number}${field}: ${issue?.message ?? 'it cannot be read'}.`);
}

/** Far above what a post of the greatest length takes as JSON, each letter escaped. */
const MAX_LINE = 1_000_000;

/**
 * The lines of a text that comes in chunks. Ends at line feeds only: JSON may hold the other line separators of Unicode.
 * Throws LineError where a line is so long that it cannot be a post.
 */
export async function* splitLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  let number = 1;
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    number += lines.length;
    yield* lines;
    if (rest.length > MAX_LINE) throw new LineError(`Line ${number} is longer than any post.`);
  }
  if (rest !== '') yield rest;
}
