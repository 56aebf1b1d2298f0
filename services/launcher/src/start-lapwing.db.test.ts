import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isAlive } from '@lapwing/store/processes/process-table';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** A launcher whose services are two tiny programs; says on standard output what a test waits for. */
const launcherProgram = `
  const { startLapwing } = await import(process.env.START_LAPWING);
  const { untilToldToStop } = await import(process.env.UNTIL_TOLD);
  const { loadEnvironment } = await import(process.env.ENVIRONMENT);
  const { silentLogger } = await import(process.env.LOGGING);
  const service = "setInterval(() => {}, 1000); process.on('disconnect', () => process.exit()); process.on('SIGTERM', () => process.exit()); process.send('ready')";
  const told = untilToldToStop();
  const lapwing = await startLapwing({
    environment: loadEnvironment({ LAPWING_DATA_DIR: process.env.DATA, LAPWING_PORT: process.env.FREE_PORT }),
    log: silentLogger(),
    programs: () => ['one', 'two'].map((name) => ({ name, arguments: ['-e', service], environment: { PATH: process.env.PATH } })),
  });
  await lapwing.ready;
  const report = () => console.log(JSON.stringify({ pids: lapwing.services.map((service) => service.pid()), redis: lapwing.redisUrl !== undefined }));
  process.on('SIGUSR2', report);
  report();
  await told;
  await lapwing.stop();
  process.exit(0);
`;

type Report = { pids: number[]; redis: boolean };

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

const source = (path: string): string => join(import.meta.dirname, path);

let dataDirectory: string;
let launchers: ChildProcess[];
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'lapwing-launcher-'));
  // As root, Postgres runs as another user, who must be able to enter.
  await chmod(dataDirectory, 0o711);
  launchers = [];
});
afterEach(async () => {
  for (const launcher of launchers) {
    if (launcher.exitCode !== null || launcher.signalCode !== null) continue;
    const exited = once(launcher, 'exit');
    launcher.kill('SIGTERM');
    await exited;
  }
  await rm(dataDirectory, { recursive: true, force: true });
});

const launch = async (port: number) => {
  const launcher = spawn(process.execPath, ['--input-type=module', '-e', launcherProgram], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      DATA: dataDirectory,
      FREE_PORT: String(port),
      START_LAPWING: source('start-lapwing.ts'),
      UNTIL_TOLD: source('until-told-to-stop.ts'),
      ENVIRONMENT: source('../../../shared/store/src/environment.ts'),
      LOGGING: source('../../../shared/store/src/logging.ts'),
    },
  });
  launchers.push(launcher);
  let complaint = '';
  launcher.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    complaint += chunk;
  });
  const lines = createInterface({ input: launcher.stdout })[Symbol.asyncIterator]();
  const nextReport = async (): Promise<Report> => {
    const line = await lines.next();
    if (line.done === true) throw new Error(`the launcher ended: ${complaint}`);
    return JSON.parse(line.value);
  };
  return { launcher, nextReport };
};

const postmasterPid = async (): Promise<number> =>
  Number.parseInt(await readFile(join(dataDirectory, 'pg/postmaster.pid'), 'utf8'), 10);

const gone = (pid: number) => vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 15_000 });

describe('startLapwing', { timeout: 60_000 }, () => {
  it('stops its services, Redis and Postgres on SIGTERM', async () => {
    const { launcher, nextReport } = await launch(await freePort());
    const { pids } = await nextReport();
    const postgres = await postmasterPid();
    for (const pid of [...pids, postgres]) expect(isAlive(pid)).toBe(true);
    const exited = once(launcher, 'exit');
    launcher.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    for (const pid of [...pids, postgres]) expect(isAlive(pid)).toBe(false);
  });

  it('leaves nothing running when it is killed without warning, and starts again with the same data', async () => {
    const first = await launch(await freePort());
    const { pids } = await first.nextReport();
    const postgres = await postmasterPid();
    first.launcher.kill('SIGKILL');
    for (const pid of [...pids, postgres]) await gone(pid);
    const second = await launch(await freePort());
    expect((await second.nextReport()).pids).toHaveLength(2);
  });

  it('starts a service again that was killed', async () => {
    const { launcher, nextReport } = await launch(await freePort());
    const before = await nextReport();
    const [first, second] = before.pids;
    if (first === undefined) throw new Error('no service');
    process.kill(first, 'SIGKILL');
    await gone(first);
    await vi.waitFor(
      async () => {
        launcher.kill('SIGUSR2');
        const { pids } = await nextReport();
        expect(pids[0]).toBeTypeOf('number');
        expect(pids[0]).not.toBe(first);
        expect(pids[1]).toBe(second);
      },
      { timeout: 15_000, interval: 100 },
    );
  });

  it('starts Postgres again that was killed', async () => {
    const { nextReport } = await launch(await freePort());
    await nextReport();
    const before = await postmasterPid();
    process.kill(before, 'SIGKILL');
    await gone(before);
    await vi.waitFor(
      async () => {
        const now = await postmasterPid();
        expect(now).not.toBe(before);
        expect(isAlive(now)).toBe(true);
      },
      { timeout: 20_000, interval: 100 },
    );
  });

  it('says which setting to change when its port is in use, and starts nothing', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const { nextReport } = await launch(address.port);
    await expect(nextReport()).rejects.toThrow(/Port \d+ on 127\.0\.0\.1 is in use.*LAPWING_PORT/);
    await expect(postmasterPid()).rejects.toThrow('ENOENT');
    server.close();
  });
});
