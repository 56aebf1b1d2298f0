import { startPrivateStack } from '../stack/start-stack.ts';
import { addTokenHolder } from '../stack/token-holders.ts';
import { until } from '../stack/until.ts';
import { fireFlags } from './fire-flags.ts';
import { type Bench, measurement } from './measurement.ts';

const JOBS = 6_000;

/** How fast a scorer works off what waits for it. */
export const scorer: Bench = {
  name: 'scorer',
  what: `${JOBS} flags wait in the queue; one scorer with one inference child works them off, from its first score to its last.`,
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
        return rows[0]?.count === JOBS ? rows[0] : null;
      };
      await stack.services.scorer.start();
      const { seconds } = await until(`${JOBS} items are scored`, scored, { withinMs: 120_000 });
      return [measurement('scorer.jobs', JOBS / seconds, 'jobs/s')];
    } finally {
      await stack.stop();
    }
  },
};
