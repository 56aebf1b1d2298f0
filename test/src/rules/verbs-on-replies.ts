import { CallbackInput } from '@lapwing/contracts';
import { recordCallback } from '@lapwing/store/callbacks/record-callback';
import { listTray } from '@lapwing/store/outcomes/list-tray';
import { openReply } from '@lapwing/store/replies/open-reply';
import { passOverMessage } from '@lapwing/store/replies/pass-over-message';
import { takeReply } from '@lapwing/store/replies/take-reply';
import { deliverByWebhook, WEBHOOK_URL } from '@lapwing/store/testing/deliver-by-webhook';
import type { TestWorkspace } from '@lapwing/store/testing/workspace';
import type { AuditedVerb } from './prepared-records.ts';
import { sentReferral } from './prepared-records.ts';

/** A message of a mailbox that quotes a referral which was sent. */
const foundReply = async (world: TestWorkspace) => {
  const { referralId, referrer } = await sentReferral(world);
  const message = {
    kind: 'ANSWER' as const,
    textState: 'WHOLE' as const,
    messageId: '<1@desk.example>',
    from: ['desk@desk.example'],
    answers: [],
    subject: 'Re: referral',
    text: `About ${referralId}: gone.`,
    quoted: '',
    receivedAt: new Date(),
    bounceStatus: null,
  };
  const place = { mailbox: 'replies', uidValidity: 1n, uid: 1, message };
  return { referrer, place };
};

/** Verbs on what recipients answer by e-mail, or by calls of their own systems. */
export const verbsOnReplies: readonly AuditedVerb[] = [
  {
    verb: 'takeReply',
    puts: 'REPLY_RECEIVED',
    prepare: async (world) => {
      const { place } = await foundReply(world);
      return () => takeReply(world.store, place);
    },
  },
  {
    verb: 'passOverMessage',
    puts: 'JOB_DEAD_LETTERED',
    prepare: async (world) => () =>
      passOverMessage(world.store, { mailbox: 'replies', uidValidity: 1n, uid: 1, attempts: 3 }),
  },
  {
    verb: 'recordCallback',
    puts: 'CALLBACK_RECORDED',
    prepare: async (world) => {
      const { referralId, recipientId } = await sentReferral(world);
      await deliverByWebhook(world.store, recipientId, WEBHOOK_URL, { takesCalls: true });
      const body = CallbackInput.parse({
        type: 'lapwing.outcomes',
        timestamp: new Date().toISOString(),
        data: { outcomes: [{ referralId, outcome: 'REMOVED' }] },
      });
      return () => recordCallback(world.store, { recipientId, webhookId: 'call-1', body });
    },
  },
  {
    verb: 'openReply',
    puts: 'DISCLOSED_REPLY',
    prepare: async (world) => {
      const { place, referrer } = await foundReply(world);
      await takeReply(world.store, place);
      const [line] = (await listTray(world.store, { limit: 1 })).lines;
      return () => openReply(world.store, referrer, line?.lineId ?? '');
    },
  },
];
