import { FlagAccepted, type ParsedFlag } from '@lapwing/contracts/flag';
import type { SendResult } from '../outbox/outbox-transitions.ts';
import { type Answer, askServer, type Fetch, needsPairing } from './ask-server.ts';

/** Statuses after which the same request can succeed later. */
const passing = new Set([408, 421, 425, 429]);

/** What an answer to `POST /v1/flags` means for the flag. Only a clear "no" of Lapwing itself is a refusal. */
function sendResultOf(answer: Answer<FlagAccepted>): SendResult {
  if (needsPairing(answer)) return { kind: 'PAIR_AGAIN' };
  switch (answer.kind) {
    case 'OK':
      return { kind: 'ACCEPTED', ...answer.value };
    case 'UNREACHABLE':
      return { kind: 'UNREACHABLE' };
    case 'UNEXPECTED':
      return { kind: 'SERVER_BUSY', retryAfterMs: answer.retryAfterMs };
    case 'PROBLEM': {
      const { problem } = answer;
      if (problem.status >= 500 || passing.has(problem.status)) {
        return { kind: 'SERVER_BUSY', retryAfterMs: answer.retryAfterMs };
      }
      const fields = (problem.errors ?? []).map(({ pointer, detail }) => ({ pointer, detail }));
      const { slug, title } = problem;
      return { kind: 'REFUSED', refusal: { slug, title, detail: problem.detail ?? null, fields } };
    }
  }
}

/** Sends one flag under its idempotency key; sending it again is harmless. */
export async function sendFlag(
  to: { server: string; token: string },
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
  return sendResultOf(answer);
}
