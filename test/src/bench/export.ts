import { createWriteStream, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Referral, referralFields, referralRow } from '@lapwing/contracts';
import { stringify } from 'csv-stringify';
import { type Stack, startPrivateStack } from '../stack/start-stack.ts';
import { until } from '../stack/until.ts';
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
      await exporter.start();
      await stack.owner.query('update batches set build_due_at = now() where id = $1', [batchId]);
      const begun = await until('the batch is begun', () => attemptOf(stack, batchId), { withinMs: 30_000 });
      const seconds = await until(
        'the batch is built',
        async () => {
          const { builtAt } = await stateOf(stack, batchId);
          return builtAt !== null && (builtAt.getTime() - begun.getTime()) / 1_000;
        },
        { withinMs: 300_000 },
      );
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

async function stateOf({ owner }: Stack, batchId: string) {
  const { rows } = await owner.query<{ attempts: number; changedAt: Date; builtAt: Date | null }>(
    `select attempts, changed_at as "changedAt", built_at as "builtAt" from batches where id = $1`,
    [batchId],
  );
  const [row] = rows;
  if (!row) throw new Error('The batch is gone');
  return row;
}

/** When the first attempt began. */
async function attemptOf(stack: Stack, batchId: string): Promise<Date | false> {
  const { attempts, changedAt } = await stateOf(stack, batchId);
  return attempts > 0 && changedAt;
}

async function rowsOf({ owner }: Stack, batchId: string): Promise<string[][]> {
  const { rows } = await owner.query<{ content: unknown }>(
    'select content from referrals where batch_id = $1 order by batch_position',
    [batchId],
  );
  return rows.map(({ content }) => referralRow(Referral.parse(content), referralFields));
}

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
