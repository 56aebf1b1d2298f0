import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { loadModel } from '../infer/load-model.ts';
import { ModelError } from '../infer/model-error.ts';
import { LineError, scoreLines, splitLines } from '../infer/score-lines.ts';
import { fromHere, wholeNumber } from './options.ts';

const command = new Command('score')
  .description(
    'Score posts: a line of JSON in ({"text", "lang"?, "id"?}), a line of JSON out, in the same order.',
  )
  .argument('[file]', 'JSONL; absent or "-": standard input')
  .option('--model <directory>', 'model folder, or folder of versions; default: the shipped one')
  .option('--explain', 'also say which words spoke for or against each category')
  .option('--batch <posts>', 'how many posts are scored at once', wholeNumber(1, 10_000), 64)
  .parse();
const [file = '-'] = command.args;
const options = command.opts<{ model?: string; explain?: boolean; batch: number }>();

const hasCode = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

async function openInput(): Promise<NodeJS.ReadableStream> {
  if (file === '-') return process.stdin.setEncoding('utf8');
  return (await open(fromHere(file))).createReadStream({ encoding: 'utf8' });
}

async function* chunksOf(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  for await (const chunk of input) yield String(chunk);
}

try {
  const input = await openInput();
  const model = await loadModel(options.model === undefined ? undefined : fromHere(options.model));
  const scored = scoreLines(splitLines(chunksOf(input)), model, {
    batch: options.batch,
    explain: options.explain ?? false,
  });
  const lines = async function* (): AsyncGenerator<string> {
    for await (const line of scored) yield `${line}\n`;
  };
  await pipeline(Readable.from(lines()), process.stdout, { end: false });
  model.dispose();
} catch (error) {
  // Whoever reads has enough, as `head` does.
  if (hasCode(error) && error.code === 'EPIPE') process.exit(0);
  if (error instanceof LineError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } else if (error instanceof ModelError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  } else if (hasCode(error) && 'syscall' in error) {
    process.stderr.write(`${file} cannot be read (${error.code}).\n`);
    process.exitCode = 2;
  } else throw error;
}
