import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { guardName } from './guarded-process.ts';
import { commandLine, isAlive, parentOf } from './process-table.ts';

const guardModule = join(import.meta.dirname, 'guarded-process.ts');

/** A process that guards `command` and prints the guard's process id. */
const startLauncher = async (command: string): Promise<{ launcher: ChildProcess; guard: number }> => {
  const program = `
    const { startGuarded } = await import(process.env.GUARD_MODULE);
    const guarded = startGuarded({
      command: '/bin/sh', args: ['-c', process.env.GUARDED_COMMAND], stopSignal: 'TERM', forceSignal: 'KILL',
      graceSeconds: 1, logDescriptor: 2, environment: { PATH: process.env.PATH },
    });
    process.on('SIGUSR2', () => guarded.stop().then(() => process.exit(0)));
    process.stdout.write(guarded.guardPid + '\\n');
    setInterval(() => {}, 60_000);
  `;
  const launcher = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { PATH: process.env.PATH, GUARD_MODULE: guardModule, GUARDED_COMMAND: command },
  });
  const [line] = await once(launcher.stdout, 'data');
  return { launcher, guard: Number(String(line)) };
};

const gone = (pid: number) => vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 });

describe('a guarded server', () => {
  it('is stopped when the process that started it is killed without warning', async () => {
    const { launcher, guard } = await startLauncher('exec sleep 600');
    expect(commandLine(guard)).toContain(guardName);
    expect(parentOf(guard)).toBe(launcher.pid);
    launcher.kill('SIGKILL');
    await gone(guard);
  });

  it('is forced when it does not listen to the orderly signal', async () => {
    const { launcher, guard } = await startLauncher('trap "" TERM; while :; do sleep 1; done');
    launcher.kill('SIGKILL');
    await gone(guard);
  });

  it('is gone when stop() resolves', async () => {
    const { launcher, guard } = await startLauncher('exec sleep 600');
    const exited = once(launcher, 'exit');
    launcher.kill('SIGUSR2');
    await exited;
    expect(isAlive(guard)).toBe(false);
  });
});
