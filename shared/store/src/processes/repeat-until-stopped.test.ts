import { expect, it } from 'vitest';
import { silentLogger } from '../logging.ts';
import { repeatUntilStopped } from './repeat-until-stopped.ts';

const options = { intervalMs: 1, log: silentLogger(), trouble: 'cannot work now' };

it('goes on after a turn that failed', async () => {
  let turns = 0;
  const repeating = repeatUntilStopped(async () => {
    turns += 1;
    if (turns === 1) throw new Error('away');
    return false;
  }, options);
  await expect.poll(() => turns).toBeGreaterThan(2);
  await repeating.stop();
});

it('does not pause while a turn leaves work over', async () => {
  let left = 3;
  const repeating = repeatUntilStopped(
    async () => {
      left -= 1;
      return left > 0;
    },
    { ...options, intervalMs: 3_600_000 },
  );
  await expect.poll(() => left).toBe(0);
  await repeating.stop();
});

it('waits for the turn that runs when it is stopped, and takes no other', async () => {
  const gate = Promise.withResolvers<void>();
  let turns = 0;
  const repeating = repeatUntilStopped(async () => {
    turns += 1;
    await gate.promise;
    return true;
  }, options);
  let over = false;
  const stopping = repeating.stop().then(() => {
    over = true;
  });
  await Promise.resolve();
  expect(over).toBe(false);
  gate.resolve();
  await stopping;
  expect(turns).toBe(1);
});
