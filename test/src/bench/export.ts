import { createWriteStream, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { startPrivateStack } from '../stack/start-stack.ts';
import { rowsOf, secondsToBuild } from './build-filled-batch.ts';
import { fillBatch } from './fill-batch.ts';
import { type Bench, measurement } from './measurement.ts';

const REFERRALS = 100_000;

/** How fast one large batch is written, and what the exporter needs for it. */
export const exporting: Bench = {
  name: 'export',
  what: `One batch of ${REFERRALS} referrals with every field, as CSV, JSON Lines and signed manifest, into Postgres, from its first line to BUILT; baseline: the CSV library alone writes the same rows, which are in memory already, to a file. Most memory that the exporter ever held.`,
  async run() {
    const stack = await startPrivateStack({ start: [] });
    try {
      const batchId = await fillBatch(stack, REFERRALS);
      const alone = await libraryAlone(await rowsOf(stack, batchId));
      const { exporter } = stack.services;
      const seconds = await secondsToBuild(stack, batchId);
      const pid = exporter.pid();
      if (pid === undefined) throw new Error('The exporter is not running');
      return [
        measurement('export.referrals', REFERRALS / seconds, 'rows/s', {
          baseline: REFERRALS / alone,
          wanted: { atLeast: 0.5 },
        }),
        measurement('export.memory', mostResident(pid), 'MB', { wanted: { atMost: 256 } }),
      ];
    } finally {
      await stack.stop();
    }
  },
};

/** Seconds that the CSV library needs for the rows. */
async function libraryAlone(rows: readonly string[][]): Promise<number> {
  const place = await mkdtemp(join(tmpdir(), 'lapwing-csv-'));
  try {
    const startedAt = performance.now();
    await pipeline(
      Readable.from(rows),
      stringify({ quoted: true, quoted_empty: true, record_delimiter: '\r\n' }),
      createWriteStream(join(place, 'referrals.csv')),
    );
    return (performance.now() - startedAt) / 1_000;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** Linux' own account of the most that a process ever held, in MB (10^6 bytes). See proc_pid_status(5). */
function mostResident(pid: number): number {
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  if (!found) throw new Error('The system does not tell');
  return (Number(found[1]) * 1_024) / 1_000_000;
}
