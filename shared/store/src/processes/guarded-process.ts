import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Name under which the guard shows in a process list; used to tell a guarded server from an orphan. */
export const guardName = 'lapwing-guard';

// Runs a server that must not outlive us. We hold the guard's standard input open; whatever ends us, also
// SIGKILL, closes it, and the guard stops the server. A shell, because it costs 1 MB where Node costs 45.
const guardScript = `
exec 3<&0
stop=$1 force=$2 grace=$3
shift 3
"$@" </dev/null 3<&- &
server=$!
trap 'kill -s "$stop" "$server" 2>/dev/null' TERM INT HUP
(
  trap - TERM INT HUP
  while read -r _; do :; done <&3
  kill -s "$stop" "$server" 2>/dev/null
  sleep "$grace"
  kill -s "$force" "$server" 2>/dev/null
) >/dev/null 2>&1 &
watcher=$!
status=0
while kill -0 "$server" 2>/dev/null; do wait "$server"; status=$?; done
kill -s KILL "$watcher" 2>/dev/null
exit "$status"
`;

export type GuardedProcess = {
  /** Process id of the guard, which is the parent of the server. */
  guardPid: number | undefined;
  /** Resolves with a sentence fragment once the server is gone, for example `exited with code 1`. */
  ended: Promise<string>;
  /** Asks the server to stop, forces it after the grace period, resolves when it is gone. */
  stop: () => Promise<void>;
};

type GuardOptions = {
  command: string;
  args: readonly string[];
  /** Signal of an orderly stop. */
  stopSignal: 'INT' | 'TERM';
  /** Signal after `graceSeconds`. */
  forceSignal: 'QUIT' | 'KILL';
  graceSeconds: number;
  /** File descriptor that receives standard output and error. */
  logDescriptor: number;
  environment: Record<string, string>;
  user?: { uid: number; gid: number } | undefined;
};

const describeEnd = (child: ChildProcess): string =>
  child.signalCode === null ? `exited with code ${child.exitCode}` : `was ended by ${child.signalCode}`;

/** Starts `command` so that it ends with this process, however this process ends. POSIX systems only. */
export const startGuarded = (options: GuardOptions): GuardedProcess => {
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      guardScript,
      guardName,
      options.stopSignal,
      options.forceSignal,
      String(options.graceSeconds),
      options.command,
      ...options.args,
    ],
    {
      stdio: ['pipe', options.logDescriptor, options.logDescriptor],
      detached: true,
      cwd: '/',
      env: options.environment,
      ...(options.user === undefined ? {} : { uid: options.user.uid, gid: options.user.gid }),
    },
  );
  // The guard may be gone before the pipe is closed; that is no error.
  child.stdin?.on('error', () => {});
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('exit', () => resolve(describeEnd(child)));
  });
  return {
    guardPid: child.pid,
    ended,
    stop: async () => {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.stdin?.end();
      await exited;
    },
  };
};
