import { callNextLead } from '@lapwing/store/escalations/call-next-lead';
import { dueEscalations } from '@lapwing/store/escalations/due-escalations';
import { openEscalation } from '@lapwing/store/escalations/open-escalation';
import { repeatUntilStopped } from '@lapwing/store/processes/repeat-until-stopped';
import { type EscalationContext, sendCallMail } from './send-call-mail.ts';

const POLL_MS = 1_000;

/**
 * Until it is stopped: escalates imminent danger that nobody answered in time, calls one lead after the other, and sends
 * the e-mails to them. A mail server that is slow delays no call.
 */
export function startEscalations(context: EscalationContext): { stop: () => Promise<void> } {
  const { store, clock, log } = context;
  const calling = repeatUntilStopped(
    async () => {
      const now = clock();
      const { batchIds, escalationIds } = await dueEscalations(store, now);
      for (const batchId of batchIds) await openEscalation(store, batchId, now);
      for (const escalationId of escalationIds) await callNextLead(store, escalationId, now);
      return false;
    },
    {
      intervalMs: POLL_MS,
      log,
      trouble: 'the exporter cannot look for unanswered danger now and tries again',
    },
  );
  const mailing = repeatUntilStopped(
    async (stopped) => {
      for (const callId of (await dueEscalations(store, clock())).callIds) {
        if (stopped.aborted) break;
        await sendCallMail(context, callId);
      }
      return false;
    },
    { intervalMs: POLL_MS, log, trouble: 'the exporter cannot send e-mails to leads now and tries again' },
  );
  return {
    stop: async () => {
      await Promise.all([calling.stop(), mailing.stop()]);
    },
  };
}
