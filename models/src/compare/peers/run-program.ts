import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { PeerError } from './peer.ts';

/** Runs a program and gives what it printed, or null where there is no such program or it fails. For asking versions. */
export async function askProgram(program: string, args: readonly string[]): Promise<string | null> {
  try {
    return await runProgram(program, args, () => {});
  } catch (error) {
    if (error instanceof PeerError) return null;
    throw error;
  }
}

/** Runs a program and gives what it printed; its standard error goes to `log`, line by line. Throws PeerError. */
export function runProgram(
  program: string,
  args: readonly string[],
  log: (line: string) => void,
): Promise<string> {
  return new Promise((fulfil, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = (): void => void child.kill();
    process.once('exit', stop);
    const printed: string[] = [];
    let last = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => printed.push(text));
    createInterface({ input: child.stderr }).on('line', (line) => {
      // A progress display redraws its line with carriage returns; its last state is enough.
      last = line.split('\r').findLast((part) => part.trim() !== '') ?? last;
      log(last);
    });
    child.on('error', () => {
      process.off('exit', stop);
      reject(new PeerError(`${program} could not be started.`));
    });
    child.on('close', (code, signal) => {
      process.off('exit', stop);
      if (code === 0) fulfil(printed.join(''));
      else reject(new PeerError(`${program} ended with ${signal ?? code}: ${last}`));
    });
  });
}
