import { FlagAccepted, type ParsedFlag } from '@lapwing/contracts/flag';
import type { SendResult } from '../outbox/outbox-transitions.ts';
import { type Answer, askServer, type Fetch, needsPairing } from './ask-server.ts';

/** Statuses that ask for patience, of Lapwing or of a proxy before it; they concern every flag. */
const busy = new Set([408, 421, 425, 429, 502, 503, 504]);

export type SendFailure = Exclude<SendResult, { kind: 'ACCEPTED' }>;

/** What an answer that accepts nothing means for what was sent. Only a clear "no" of Lapwing itself is a refusal. */
export function sendFailureOf(answer: Exclude<Answer<unknown>, { kind: 'OK' }>): SendFailure {
  if (needsPairing(answer)) return { kind: 'PAIR_AGAIN' };
  switch (answer.kind) {
    case 'UNREACHABLE':
      return { kind: 'UNREACHABLE' };
    case 'UNEXPECTED': {
      const { status, retryAfterMs } = answer;
      return { kind: busy.has(status) ? 'SERVER_BUSY' : 'NOT_LAPWING', retryAfterMs };
    }
    case 'PROBLEM': {
      const { problem, retryAfterMs } = answer;
      if (busy.has(problem.status)) return { kind: 'SERVER_BUSY', retryAfterMs };
      if (problem.status >= 500) return { kind: 'SERVER_FAILED', retryAfterMs };
      const fields = (problem.errors ?? []).map(({ pointer, detail }) => ({ pointer, detail }));
      const { slug, title } = problem;
      return { kind: 'REFUSED', refusal: { slug, title, detail: problem.detail ?? null, fields } };
    }
  }
}

/** Sends one flag under its idempotency key; sending it again is harmless. */
export async function sendFlag(
  to: { server: string; token: string; signal?: AbortSignal },
  flag: ParsedFlag,
  key: string,
  fetch: Fetch,
): Promise<SendResult> {
  const answer = await askServer(
    {
      ...to,
      method: 'POST',
      path: '/v1/flags',
      body: flag,
      headers: { 'idempotency-key': key },
      answer: FlagAccepted,
    },
    fetch,
  );
  return answer.kind === 'OK' ? { kind: 'ACCEPTED', ...answer.value } : sendFailureOf(answer);
}
