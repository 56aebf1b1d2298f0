import { ANSWER_WITHIN_MS } from '@lapwing/contracts';
import { finishBatch } from '@lapwing/store/batches/finish-batch';
import { markBatchSent } from '@lapwing/store/batches/mark-batch-sent';
import { beginCallMail, type CallMail } from '@lapwing/store/escalations/begin-call-mail';
import { callNextLead } from '@lapwing/store/escalations/call-next-lead';
import { changeCallOrder } from '@lapwing/store/escalations/change-call-order';
import { dueEscalations } from '@lapwing/store/escalations/due-escalations';
import { endCallMail } from '@lapwing/store/escalations/end-call-mail';
import { openEscalation } from '@lapwing/store/escalations/open-escalation';
import { settleEscalation } from '@lapwing/store/escalations/settle-escalation';
import { takeEscalation } from '@lapwing/store/escalations/take-escalation';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { takeReply } from '@lapwing/store/replies/take-reply';
import type { Actor } from '@lapwing/store/store';
import { urgentBatch } from '@lapwing/store/testing/urgent-batch';
import { addPerson, type TestWorkspace } from '@lapwing/store/testing/workspace';
import type { AuditedVerb } from './prepared-records.ts';

const later = (times: number): Date => new Date(Date.now() + times * ANSWER_WITHIN_MS + 1_000);

async function unanswered({ store }: TestWorkspace): Promise<{ batchId: string; lead: Actor }> {
  await ensureReadyMadeRecipients(store);
  const lead = await addPerson(store, ['lead']);
  const { batchId } = await urgentBatch(store, await addPerson(store, ['referrer']));
  return { batchId, lead };
}

async function escalated(
  world: TestWorkspace,
): Promise<{ escalationId: string; batchId: string; lead: Actor }> {
  const { batchId, lead } = await unanswered(world);
  await openEscalation(world.store, batchId, later(1));
  const [escalationId] = (await dueEscalations(world.store, later(3))).escalationIds;
  if (escalationId === undefined) throw new Error('Nothing was escalated');
  return { escalationId, batchId, lead };
}

/** A built batch that is escalated, and how it is marked as sent. */
async function sendable(world: TestWorkspace) {
  const { escalationId, batchId, lead } = await escalated(world);
  await finishBatch(world.store, batchId, []);
  const referrer = await addPerson(world.store, ['referrer']);
  const send = () => markBatchSent(world.store, referrer, { batchId, sentAt: new Date().toISOString() });
  return { escalationId, batchId, lead, send };
}

async function uncalled(world: TestWorkspace): Promise<string> {
  await escalated(world);
  const [callId] = (await dueEscalations(world.store, later(3))).callIds;
  if (callId === undefined) throw new Error('Nobody was called');
  return callId;
}

async function mailing(world: TestWorkspace): Promise<CallMail> {
  const mail = await beginCallMail(world.store, await uncalled(world), later(3));
  if (!mail) throw new Error('There is no e-mail to send');
  return mail;
}

/** Verbs on imminent danger that nobody answers. */
export const verbsOnEscalations: readonly AuditedVerb[] = [
  {
    verb: 'openEscalation',
    puts: 'ESCALATION_OPENED',
    prepare: async (world) => {
      const { batchId } = await unanswered(world);
      return () => openEscalation(world.store, batchId, later(1));
    },
  },
  {
    verb: 'openEscalation',
    puts: 'ESCALATION_REOPENED',
    prepare: async (world) => {
      const { escalationId, batchId, lead, send } = await sendable(world);
      await takeEscalation(world.store, lead, escalationId);
      await send();
      return () => openEscalation(world.store, batchId, later(2));
    },
  },
  {
    verb: 'markBatchSent',
    puts: 'ESCALATION_REASON_CHANGED',
    prepare: async (world) => (await sendable(world)).send,
  },
  {
    verb: 'callNextLead',
    puts: 'ESCALATION_CALLED',
    prepare: async (world) => {
      const { escalationId } = await escalated(world);
      return () => callNextLead(world.store, escalationId, later(3));
    },
  },
  {
    verb: 'beginCallMail',
    puts: 'ESCALATION_MAIL_ATTEMPTED',
    prepare: async (world) => {
      const callId = await uncalled(world);
      return () => beginCallMail(world.store, callId, later(3));
    },
  },
  {
    verb: 'endCallMail',
    puts: 'ESCALATION_MAILED',
    prepare: async (world) => {
      const mail = await mailing(world);
      return () => endCallMail(world.store, mail, { mailedAt: new Date() });
    },
  },
  {
    verb: 'endCallMail',
    puts: 'ESCALATION_MAIL_FAILED',
    prepare: async (world) => {
      const mail = await mailing(world);
      return () => endCallMail(world.store, mail, { error: 'UNREACHABLE', status: null });
    },
  },
  {
    verb: 'takeReply',
    puts: 'ESCALATION_MAIL_CAME_BACK',
    prepare: async (world) => {
      const { callId } = await mailing(world);
      const message = {
        kind: 'BOUNCE' as const,
        textState: 'NONE' as const,
        messageId: '<1@mail.lapwing.example>',
        from: [],
        answers: [`<lapwing-call-${callId}@lapwing.example>`],
        subject: '',
        text: '',
        quoted: '',
        receivedAt: new Date(),
        bounceStatus: '5.1.1',
      };
      return () => takeReply(world.store, { mailbox: 'replies', uidValidity: 1n, uid: 1, message });
    },
  },
  {
    verb: 'takeEscalation',
    puts: 'ESCALATION_TAKEN',
    prepare: async (world) => {
      const { escalationId, lead } = await escalated(world);
      return () => takeEscalation(world.store, lead, escalationId);
    },
  },
  {
    verb: 'settleEscalation',
    puts: 'ESCALATION_SETTLED',
    prepare: async (world) => {
      const { escalationId, lead } = await escalated(world);
      return () => settleEscalation(world.store, lead, { escalationId, done: 'Called the desk.' });
    },
  },
  {
    verb: 'changeCallOrder',
    puts: 'CALL_ORDER_CHANGED',
    prepare: async ({ store }) => {
      const [admin, lead] = [await addPerson(store, ['admin']), await addPerson(store, ['lead'])];
      return () => changeCallOrder(store, admin, { version: 0, input: { personIds: [lead.personId] } });
    },
  },
];
