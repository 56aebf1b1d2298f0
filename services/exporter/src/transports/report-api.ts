import type { DeliveryError, Referral } from '@lapwing/contracts';
import { meaningOfDeliveryError } from '@lapwing/contracts';
import { type OneRequest, postOnce } from '../network/post-once.ts';
import type { DeliveryToSend, HandOver, TransportContext } from './batch-transport.ts';
import { waitOf, waitOfReset } from './retry-after.ts';

/** Answers repeat the report and the account that it is about. */
const MOST_ANSWER_BYTES = 65_536;

/** What a server with an API for reports answered, or what that makes of the attempt. */
export type Answered = { json: unknown; status: number } | { handOver: HandOver };

/** The end of an attempt that brought nothing there. */
export const failure = (
  error: DeliveryError,
  status: number | null = null,
  retryAfterMs: number | null = null,
): HandOver => ({ kind: 'FAILED', error, status, retryAfterMs });

/** The one referral of the batch and the token that lets its report in, or why there is no report to make. */
export function reportOf({
  referrals,
  secret,
}: Pick<DeliveryToSend, 'referrals' | 'secret'>):
  | { referral: Referral; token: string }
  | { handOver: HandOver } {
  const [referral] = referrals;
  if (secret === null) return { handOver: failure('NO_SECRET') };
  // Whoever set it up takes one in a batch; a batch that was made before does not go.
  // These APIs know reports of content only: a correction would be taken for one more.
  if (referral === undefined || referrals.length > 1 || referral.relation !== null)
    return { handOver: failure('NOT_ADDRESSABLE') };
  return { referral, token: secret };
}

/** Asks for what is needed to report. Nothing is reported by it, so that trouble of any kind leaves nothing there. */
export async function askApi(
  context: TransportContext,
  request: Omit<OneRequest, 'mostAnswerBytes'>,
): Promise<Answered> {
  const answered = await ask(context, request);
  if (!('handOver' in answered) || answered.handOver.kind !== 'FAILED') return answered;
  const { error, status, retryAfterMs } = answered.handOver;
  const nothingThere = meaningOfDeliveryError[error].mayHaveArrived ? 'UNREACHABLE' : error;
  return { handOver: failure(nothingThere, status, retryAfterMs) };
}

/**
 * Reports. None of these APIs knows a double, so that where it is not known whether the report arrived, a person asks
 * before it is sent again (`UNCERTAIN`).
 *
 * @param referenceIn what the server calls the report, in its answer; empty where it does not say
 */
export async function fileReport(
  context: TransportContext,
  request: Omit<OneRequest, 'mostAnswerBytes'>,
  referenceIn: (json: unknown) => string,
): Promise<HandOver> {
  const answered = await ask(context, request);
  if (!('handOver' in answered))
    return { kind: 'ARRIVED', reference: referenceIn(answered.json), status: answered.status };
  const { handOver } = answered;
  if (handOver.kind !== 'FAILED') return handOver;
  const { error, status, retryAfterMs } = handOver;
  // A 408 or 503 comes from whatever stands before the server too, which may have filed it. Only a 429 says that it did not.
  const unclear = error === 'BUSY' ? status !== 429 : meaningOfDeliveryError[error].mayHaveArrived;
  return unclear ? failure('UNCERTAIN', status, retryAfterMs) : handOver;
}

async function ask({ network, patience }: TransportContext, request: OneRequest): Promise<Answered> {
  const posted = await postOnce(network, patience, { ...request, mostAnswerBytes: MOST_ANSWER_BYTES });
  if (posted.kind === 'FAILED') return { handOver: failure(posted.error) };
  const { status, body, retryAfter, rateLimitReset } = posted;
  if (status >= 200 && status < 300) return { json: jsonOf(body), status };
  const reset = rateLimitReset === null || status !== 429 ? null : waitOfReset(rateLimitReset);
  const wait = retryAfter === null ? reset : waitOf(retryAfter);
  if (status === 408 || status === 429 || status === 503) return { handOver: failure('BUSY', status, wait) };
  if (status >= 500) return { handOver: failure('SERVER_ERROR', status, wait) };
  if (status === 410) return { handOver: failure('GONE', status) };
  return { handOver: failure(status >= 400 ? 'REFUSED' : 'REDIRECTED', status) };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
