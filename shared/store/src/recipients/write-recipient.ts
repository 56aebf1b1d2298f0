import { isDeepStrictEqual } from 'node:util';
import {
  isReportTransport,
  type RecipientConfiguration,
  type RecipientInput,
  runAfter,
  type TransportConfiguration,
} from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { recipients } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';

/** Writes a new recipient with its audit row, and gives its id. Its settings have no faults. */
export async function insertRecipient(
  transaction: Transaction,
  actor: Actor,
  input: RecipientInput,
): Promise<string> {
  const [created] = await transaction
    .insert(recipients)
    .values({ ...input, scheduleDueAt: firstRun(input.configuration) })
    .returning({ id: recipients.id });
  if (!created) throw new Error('An insert returned no row');
  await writeAudit(transaction, {
    verb: 'RECIPIENT_CREATED',
    actor,
    subjectKind: 'recipient',
    subjectId: created.id,
    details: { slug: input.slug, active: input.active, configuration: input.configuration },
  });
  return created.id;
}

/** Another way forgets what signed for this one: neither a batch nor a call is signed with it any more. */
const noWebhookSecret = { webhookSecretSealed: null, webhookSecretAt: null };

const noToken = { tokenSealed: null, tokenAt: null };

/** Whether reports go to the same server: a token is given to one server only. */
const sameServer = (before: TransportConfiguration, after: TransportConfiguration): boolean =>
  isReportTransport(before) &&
  isReportTransport(after) &&
  before.kind === after.kind &&
  before.server === after.server;

const firstRun = ({ schedule }: RecipientConfiguration): Date | null =>
  schedule === null ? null : runAfter(schedule, new Date());

/** Whoever changes something else neither brings a run forward nor puts it off. */
const sameSchedule = (before: RecipientConfiguration, after: RecipientConfiguration): boolean =>
  isDeepStrictEqual(before.schedule, after.schedule);

/** Writes new settings of a recipient whose row is locked, as its next version, with the audit row. */
export async function updateRecipient(
  transaction: Transaction,
  actor: Actor,
  before: typeof recipients.$inferSelect,
  input: RecipientInput,
): Promise<void> {
  const version = before.version + 1;
  await transaction
    .update(recipients)
    .set({
      ...input,
      version,
      ...(sameServer(before.configuration.transport, input.configuration.transport) ? {} : noToken),
      ...(sameSchedule(before.configuration, input.configuration)
        ? {}
        : { scheduleDueAt: firstRun(input.configuration) }),
      ...(input.configuration.transport.kind === 'WEBHOOK' ? {} : noWebhookSecret),
      // Whoever changed it may have put right what was wrong.
      failedInARow: 0,
      pausedUntil: null,
      changedAt: new Date(),
    })
    .where(eq(recipients.id, before.id));
  const { slug, name, active, configuration } = before;
  await writeAudit(transaction, {
    verb: 'RECIPIENT_CHANGED',
    actor,
    subjectKind: 'recipient',
    subjectId: before.id,
    details: { version, before: { slug, name, active, configuration }, after: input },
  });
}
