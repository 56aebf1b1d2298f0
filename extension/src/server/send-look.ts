import { RecheckRecorded } from '@lapwing/contracts/recheck';
import type { WaitingLook } from '../recheck/look.ts';
import { askServer, type Fetch } from './ask-server.ts';
import { type SendFailure, sendFailureOf } from './send-flag.ts';

export type LookResult = { kind: 'RECORDED' } | SendFailure;

/** Sends what an analyst saw, under its key; sending it again is harmless. */
export async function sendLook(
  to: { server: string; token: string },
  look: Pick<WaitingLook, 'referralId' | 'finding' | 'seenAt' | 'key'>,
  fetch: Fetch,
): Promise<LookResult> {
  const answer = await askServer(
    {
      ...to,
      method: 'POST',
      path: `/v1/rechecks/${encodeURIComponent(look.referralId)}`,
      body: { seen: look.finding, at: look.seenAt, key: look.key },
      answer: RecheckRecorded,
    },
    fetch,
  );
  return answer.kind === 'OK' ? { kind: 'RECORDED' } : sendFailureOf(answer);
}
