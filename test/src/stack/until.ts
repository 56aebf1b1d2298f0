import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 25;

/**
 * Asks again and again until the answer is neither null, undefined nor false, and returns it.
 *
 * @param what ends the sentence "Gave up waiting until …"
 * @param options.withinMs default 30 s
 * @throws Error when the time is over; its cause is the last error of `ask`
 */
export async function until<Answer>(
  what: string,
  ask: () => Promise<Answer> | Answer,
  options: { withinMs?: number } = {},
): Promise<Exclude<Answer, null | undefined | false>> {
  const deadline = Date.now() + (options.withinMs ?? 30_000);
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (isAnswer(answer)) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`Gave up waiting until ${what}`, { cause: last });
    await delay(PAUSE_MS);
  }
}

function isAnswer<Answer>(answer: Answer): answer is Exclude<Answer, null | undefined | false> {
  return answer !== null && answer !== undefined && answer !== false;
}
