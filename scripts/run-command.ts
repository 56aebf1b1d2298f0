import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Absolute path of the checkout. */
export const root = resolve(import.meta.dirname, '..');

const environment = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };

/** Whether a program is on PATH. */
export const isOnPath = (program: string): boolean =>
  spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program], { stdio: 'ignore' }).status === 0;

/** Runs a command in the checkout and resolves with its exit code; its output goes where ours goes, or is kept. */
export const runCommand = (
  command: readonly [string, ...string[]],
  output: 'show' | 'keep' = 'show',
): Promise<{ code: number; output: string }> => {
  const [program, ...args] = command;
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: root,
      env: environment,
      stdio: ['ignore', output === 'show' ? 'inherit' : 'pipe', output === 'show' ? 'inherit' : 'pipe'],
    });
    let kept = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        kept += chunk;
      });
    }
    child.on('error', (error) => done({ code: 1, output: `${kept}${error.message}` }));
    child.on('close', (code) => done({ code: code ?? 1, output: kept }));
  });
};
