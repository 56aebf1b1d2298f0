import { readFileSync } from 'node:fs';
import { QueuePage } from '@lapwing/contracts';
import { askFor } from '../stack/api-client.ts';
import { childrenOf } from '../stack/process-tree.ts';
import { type Stack, startPrivateStack } from '../stack/start-stack.ts';
import { addTokenHolder } from '../stack/token-holders.ts';
import { until } from '../stack/until.ts';
import { fireFlags } from './fire-flags.ts';
import { type Bench, measurement } from './measurement.ts';

const FLAGS = 5_000;
const PAGES = 200;

/** What each process holds after some work. */
export const memory: Bench = {
  name: 'memory',
  what: `Resident memory of each process after ${FLAGS} flags, their scores and ${PAGES} pages of the queue; of Postgres all processes, shared pages counted once.`,
  async run() {
    const stack = await startPrivateStack();
    try {
      const analyst = await addTokenHolder(stack, ['analyst']);
      const reviewer = await addTokenHolder(stack, ['reviewer']);
      await fireFlags(stack.url, analyst.token, FLAGS);
      await until('everything is scored', () => nothingDue(stack), { withinMs: 60_000 });
      for (let page = 0; page < PAGES; page += 1)
        await askFor(QueuePage, stack.url, reviewer.token, 'GET', '/v1/items?limit=100');
      const { api, scorer, exporter } = stack.services;
      const [inference] = childrenOf(pidOf(scorer));
      if (inference === undefined) throw new Error('The scorer has no inference child');
      return [
        measurement('memory.api', resident(pidOf(api)), 'MB'),
        measurement('memory.scorer', resident(pidOf(scorer)), 'MB'),
        measurement('memory.inference', resident(inference), 'MB'),
        measurement('memory.exporter', resident(pidOf(exporter)), 'MB'),
        ...(stack.redis ? [measurement('memory.redis', resident(stack.redis.pid()), 'MB')] : []),
        measurement('memory.postgres', ofPostgres(stack.database.pid()), 'MB'),
      ];
    } finally {
      await stack.stop();
    }
  },
};

async function nothingDue(stack: Pick<Stack, 'store'>): Promise<boolean> {
  const { rowCount } = await stack.store.pool.query(
    'select from items where score_due_at is not null limit 1',
  );
  return rowCount === 0;
}

function pidOf(service: { name: string; pid(): number | undefined }): number {
  const pid = service.pid();
  if (pid === undefined) throw new Error(`The ${service.name} is not running`);
  return pid;
}

/** Linux' own account of a process, in MB (10^6 bytes). See proc_pid_status(5) and proc_pid_smaps(5). */
const resident = (pid: number): number => kilobytes(`/proc/${pid}/status`, 'VmRSS') / 1_000;

/** Proportional sizes can be added up: a page shared by n processes counts 1/n in each. */
const ofPostgres = (postmaster: number): number =>
  [postmaster, ...childrenOf(postmaster)]
    .map((pid) => kilobytes(`/proc/${pid}/smaps_rollup`, 'Pss') / 1_000)
    .reduce((sum, part) => sum + part, 0);

function kilobytes(file: string, field: string): number {
  const found = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(file, 'utf8'));
  if (!found) throw new Error(`${file} has no field ${field}`);
  return (Number(found[1]) * 1_024) / 1_000;
}
