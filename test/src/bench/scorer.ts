import { childrenOf, processorTime } from '../stack/process-tree.ts';
import { startPrivateStack } from '../stack/start-stack.ts';
import { addTokenHolder } from '../stack/token-holders.ts';
import { until } from '../stack/until.ts';
import { fireFlags } from './fire-flags.ts';
import { type Bench, measurement } from './measurement.ts';

const JOBS = 6_000;

/** How fast a scorer works off what waits for it. */
export const scorer: Bench = {
  name: 'scorer',
  what: `${JOBS} flags wait in the queue; one scorer with one inference child works them off, from its first score to its last. Beside it the processor time of each process per job, from then on.`,
  async run() {
    const stack = await startPrivateStack({ start: ['api'] });
    try {
      const analyst = await addTokenHolder(stack, ['analyst']);
      await fireFlags(stack.url, analyst.token, JOBS);
      await stack.services.api.stop();
      const scored = async () => {
        const { rows } = await stack.store.pool.query<{ count: number; seconds: number }>(
          `select count(*)::int as count, extract(epoch from max(scored_at) - min(scored_at))::float8 as seconds
             from scores`,
        );
        return rows[0] ?? null;
      };
      const atLeast = (count: number) => async () => {
        const state = await scored();
        return state !== null && state.count >= count ? state : null;
      };
      await stack.services.scorer.start();
      const { count: first } = await until('the first item is scored', atLeast(1), { withinMs: 30_000 });
      const before = processorTimes(stack);
      const { seconds } = await until(`${JOBS} items are scored`, atLeast(JOBS), { withinMs: 120_000 });
      const after = processorTimes(stack);
      return [
        measurement('scorer.jobs', JOBS / seconds, 'jobs/s', { wanted: { atLeast: 2_500 } }),
        ...Object.entries(after).map(([name, time]) =>
          measurement(`scorer.processor.${name}`, (time - (before[name] ?? 0)) / (JOBS - first), 'ms/job'),
        ),
      ];
    } finally {
      await stack.stop();
    }
  },
};

/** Processor time of each process that has a part in scoring, in milliseconds. */
function processorTimes({
  services,
  database,
  redis,
}: Awaited<ReturnType<typeof startPrivateStack>>): Record<string, number> {
  const scorerPid = services.scorer.pid();
  if (scorerPid === undefined) throw new Error('The scorer is not running');
  const ofAll = (pids: readonly number[]): number =>
    pids.map(processorTime).reduce((sum, part) => sum + part, 0);
  return {
    scorer: processorTime(scorerPid),
    inference: ofAll(childrenOf(scorerPid)),
    postgres: ofAll([database.pid(), ...childrenOf(database.pid())]),
    ...(redis ? { redis: processorTime(redis.pid()) } : {}),
  };
}
