import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@lapwing/store/environment';
import { freePort } from '../stack/free-port.ts';
import { until } from '../stack/until.ts';
import { type Bench, measurement } from './measurement.ts';

/** `lapwing start` until the API says that it is ready. */
export const start: Bench = {
  name: 'start',
  what: 'lapwing start until /readyz answers 200: once with an empty data directory, once with the one left behind.',
  async run() {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'lapwing-start-'));
    try {
      const first = await startOnce(dataDirectory);
      const again = await startOnce(dataDirectory);
      return [measurement('start.first', first / 1_000, 's'), measurement('start.again', again / 1_000, 's')];
    } finally {
      for (const folder of [await clusterElsewhere(dataDirectory), dataDirectory])
        if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    }
  },
};

async function startOnce(dataDirectory: string): Promise<number> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(repositoryRoot, 'services/launcher/src/main.ts'), 'start'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      LAPWING_DATA_DIR: dataDirectory,
      LAPWING_PORT: String(port),
      LAPWING_LOG_LEVEL: 'error',
    },
  });
  const ended = once(child, 'exit');
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const isReady = async () => {
    if (isOver) return 'ended' as const;
    const { ok } = await fetch(`http://127.0.0.1:${port}/readyz`);
    return ok && ('ready' as const);
  };
  const how = await until('Lapwing is ready', isReady, { withinMs: 120_000 });
  const milliseconds = performance.now() - startedAt;
  if (how === 'ended') throw new Error('lapwing start ended before it was ready');
  child.kill('SIGTERM');
  await ended;
  return milliseconds;
}

/** The folder that holds the private Postgres when its user cannot enter the data directory, as under root. */
const clusterElsewhere = (dataDirectory: string): Promise<string | undefined> =>
  readFile(join(dataDirectory, 'pg.location'), 'utf8').then(
    (path) => dirname(path.trim()),
    () => undefined,
  );
