import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('./score.ts', import.meta.url));
const timeout = 60_000;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lapwing-score-'));
});
afterAll(() => rm(folder, { recursive: true }));

function start(args: string[]) {
  return spawn(process.execPath, [script, ...args], { env: { ...process.env, INIT_CWD: folder } });
}

async function run(args: string[], input?: string) {
  const child = start(args);
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    once(child, 'exit'),
  ]);
  const scores: unknown[] = stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  return { code, scores, stdout, stderr };
}

const line = (post: object): string => `${JSON.stringify(post)}\n`;
const share = expect.any(Number);
const score = {
  version: expect.stringMatching(/^text-[0-9a-f]{16}$/),
  risk: share,
  probabilities: expect.objectContaining({ GROOMING: share }),
  abstained: expect.any(Boolean),
  knownWords: share,
};

describe('score', () => {
  it('writes a line for each line of standard input, in order', { timeout }, async () => {
    const input = Array.from({ length: 150 }, (_, id) => line({ id, text: `post number ${id}`, other: [1] }));
    const { code, scores, stderr } = await run([], input.join(''));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(scores).toHaveLength(150);
    for (const [id, each] of scores.entries()) expect(each).toMatchObject({ id, ...score });
  });

  it('reads a file from where the person stands, and explains', { timeout }, async () => {
    const text = '🌊 Do not tell your mum, keep this our secret';
    await writeFile(
      join(folder, 'posts.jsonl'),
      `\uFEFF${line({ text, lang: 'en' })}\r\n${JSON.stringify({ text: 'line\u2028separator', lang: null })}`,
    );
    const { code, scores } = await run(['posts.jsonl', '--explain', '--batch', '1']);
    expect(code).toBe(0);
    expect(scores).toEqual([
      { ...score, abstention: null, abstained: false, spans: expect.any(Array) },
      expect.objectContaining({ spans: expect.any(Array) }),
    ]);
    const [first] = scores;
    expect(first).toMatchObject({
      spans: expect.arrayContaining([
        { start: text.indexOf('secret'), end: text.length, weight: share, category: 'GROOMING' },
      ]),
    });
  });

  it('gives what stood before a bad line, names its number, and ends with 1', { timeout }, async () => {
    const bad = await run(['-'], `${line({ text: 'one' })}\n{"text": \n${line({ text: 'never' })}`);
    expect(bad).toMatchObject({ code: 1, stderr: 'Line 3 is not JSON.\n' });
    expect(bad.scores).toHaveLength(1);
    const wrong = await run([], line({ words: 'private' }));
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toMatch(/^Line 1, field text: /);
    expect(wrong.stderr).not.toContain('private');
    const odd = await run([], line({ text: 'one', lang: '' }) + line({ text: 'two', lang: 'constructor' }));
    expect(odd).toMatchObject({ code: 1, stderr: 'Line 2, field lang: Not a BCP 47 language tag.\n' });
    expect(odd.scores).toHaveLength(1);
  });

  it('says nothing to nothing', { timeout }, async () => {
    expect(await run([], '')).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  it('takes 5,000 characters and not one more, as flags do', { timeout }, async () => {
    const { code, scores, stderr } = await run(
      [],
      line({ text: 'ก'.repeat(5_000) }) + line({ text: 'a'.repeat(5_001) }),
    );
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'Line 2, field text: The text has more than 5000 UTF-16 units.\n',
    });
    expect(scores).toHaveLength(1);
  });

  it('says which file or model it cannot read, and ends with 2', { timeout }, async () => {
    expect(await run(['nowhere.jsonl'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'nowhere.jsonl cannot be read (ENOENT).\n',
    });
    expect(await run(['--model', 'nowhere'])).toMatchObject({ code: 2, stdout: '' });
  });

  it('ends quietly when nobody reads on', { timeout }, async () => {
    const child = start(['--batch', '1']);
    child.stdin.on('error', () => {});
    const stderr = textOf(child.stderr);
    const exit = once(child, 'exit');
    child.stdin.write(line({ text: 'one' }));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.stdin.end(line({ text: 'two' }).repeat(5_000));
    expect(await exit).toEqual([0, null]);
    expect(await stderr).toBe('');
  });
});
