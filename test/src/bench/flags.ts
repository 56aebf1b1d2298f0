import { startPrivateStack } from '../stack/start-stack.ts';
import { addTokenHolder } from '../stack/token-holders.ts';
import { startBareBaseline } from './bare-baseline.ts';
import { type Burst, fireFlags } from './fire-flags.ts';
import { type Bench, measurement, median } from './measurement.ts';

const ROUNDS = 6;
const FLAGS_A_ROUND = 3_000;
const FLAGS_TO_WARM_UP = 2_000;

/** Flags accepted per second over the whole durable path, against a bare handler on the same Postgres and Redis. */
export const flags: Bench = {
  name: 'flags',
  what: `${ROUNDS} rounds of ${FLAGS_A_ROUND} flags over 50 connections, in turn with a bare Hono handler (zod, one INSERT, one job) on the same Postgres (fsync on) and Redis; no scorer runs.`,
  async run() {
    const stack = await startPrivateStack({ start: ['api'] });
    try {
      const analyst = await addTokenHolder(stack, ['analyst']);
      const bare = await startBareBaseline(stack);
      const whole: Burst[] = [];
      const baseline: Burst[] = [];
      await fireFlags(stack.url, analyst.token, FLAGS_TO_WARM_UP);
      await fireFlags(bare.url, analyst.token, FLAGS_TO_WARM_UP);
      for (let round = 0; round < ROUNDS; round += 1) {
        whole.push(await fireFlags(stack.url, analyst.token, FLAGS_A_ROUND));
        baseline.push(await fireFlags(bare.url, analyst.token, FLAGS_A_ROUND));
      }
      await bare.stop();
      const of = (bursts: readonly Burst[], key: keyof Burst) => median(bursts.map((burst) => burst[key]));
      return [
        measurement('flags.accepted', of(whole, 'perSecond'), 'flags/s', {
          baseline: of(baseline, 'perSecond'),
          wanted: { atLeast: 0.5 },
        }),
        measurement('flags.p50', of(whole, 'p50'), 'ms', { baseline: of(baseline, 'p50') }),
        measurement('flags.p99', of(whole, 'p99'), 'ms', { baseline: of(baseline, 'p99') }),
      ];
    } finally {
      await stack.stop();
    }
  },
};
