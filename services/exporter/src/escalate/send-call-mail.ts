import { beginCallMail } from '@lapwing/store/escalations/begin-call-mail';
import { endCallMail } from '@lapwing/store/escalations/end-call-mail';
import type { Logger } from '@lapwing/store/logging';
import type { Store } from '@lapwing/store/store';
import { composeCall } from '../mail/compose-call.ts';
import { type Mailed, sendMail } from '../network/send-mail.ts';
import type { TransportContext } from '../transports/batch-transport.ts';

/** What calling leads needs of the outside. */
export interface EscalationContext extends Omit<TransportContext, 'sshKey' | 'sessions' | 'ncmec'> {
  store: Pick<Store, 'db'>;
  clock: () => Date;
  /** Address of the console, without a slash at its end. */
  consoleUrl: string;
  log: Logger;
}

/**
 * Makes one attempt to send the e-mail of a call through the organisation's mail server. Whoever is killed between sent
 * and recorded sends it again, with the same Message-ID: lost never, twice perhaps.
 */
export async function sendCallMail(
  context: EscalationContext,
  callId: string,
): Promise<'SENT' | 'DUE_AGAIN' | 'NOTHING_TO_DO'> {
  const { store, clock, consoleUrl, log, mail, network, patience } = context;
  const call = await beginCallMail(store, callId, clock());
  if (call === null) return 'NOTHING_TO_DO';
  const { referralId, recipient, batchId, to, reason } = call;
  const link = `${consoleUrl}/batches/${batchId}`;
  const facts = { referralId, recipient, link, cameBack: reason === 'CAME_BACK' };
  const sent: Mailed =
    mail === null
      ? { kind: 'FAILED', error: 'NO_MAIL_SERVER', status: null }
      : await sendMail(network, patience, mail, {
          to,
          messageId: `lapwing-call-${callId}@${mail.from.split('@').at(-1)}`,
          writtenAt: call.calledAt,
          ...composeCall(facts),
          publicKey: '',
          urgent: true,
          attachments: [],
        });
  await endCallMail(store, call, sent.kind === 'TAKEN' ? { mailedAt: clock() } : sent);
  if (sent.kind === 'TAKEN') return 'SENT';
  const { escalationId, attempt } = call;
  log.warn({ escalationId, attempt, error: sent.error }, 'a lead could not be called by e-mail; tried again');
  return 'DUE_AGAIN';
}
