import { z } from 'zod';
import { type OutboxHead, Owner, WaitingReason } from './outbox-entry.ts';
import type { OutboxRow } from './outbox-row.ts';

const every = {
  key: z.string(),
  owner: Owner,
  imminent: z.boolean(),
  savedAt: z.number(),
  attempts: z.number().int(),
};
const receipt = { ...every, flagId: z.string(), itemId: z.string(), settledAt: z.number() };

/** A row of the first version of the database: everything in the open, and no place in a queue. */
const OldRow = z.discriminatedUnion('state', [
  z.object({ ...every, state: z.literal('SAVED'), flag: z.unknown(), waiting: WaitingReason }),
  z.object({ ...every, state: z.literal('SENDING'), flag: z.unknown() }),
  z.object({
    ...every,
    state: z.literal('REFUSED'),
    flag: z.unknown(),
    refusal: z.unknown(),
    settledAt: z.number(),
  }),
  z.object({ ...receipt, state: z.literal('ACCEPTED') }),
  z.object({ ...receipt, state: z.literal('ALREADY_KNOWN') }),
]);

/**
 * A row of the first version as one of the second, at the place `order` of the queue; its content waits to be
 * sealed, which cannot be done inside the upgrade's transaction. A row that is not understood keeps all it has.
 */
export function renewedRow(stored: OutboxRow, order: number): OutboxRow {
  const old = OldRow.safeParse(stored).data;
  if (!old) return { ...stored, order };
  const { key, owner, imminent, savedAt, attempts } = old;
  const uncertain = attempts > 0;
  const every = { key, owner, imminent, savedAt, attempts, order, uncertain, overdueSince: null };
  switch (old.state) {
    case 'SAVED': {
      // Due at once: what the clock said to the first version does not matter any more.
      const due = { waiting: old.waiting, waitingSince: savedAt, nextAttemptAt: 0, failures: 0 };
      return row({ ...every, ...due, state: 'SAVED' }, { flag: old.flag, refusal: null });
    }
    case 'SENDING':
      return row(
        { ...every, state: 'SENDING', failures: 0, withdrawing: false },
        { flag: old.flag, refusal: null },
      );
    case 'REFUSED':
      return row(
        { ...every, state: 'REFUSED', settledAt: old.settledAt },
        { flag: old.flag, refusal: old.refusal },
      );
    case 'ACCEPTED':
    case 'ALREADY_KNOWN': {
      const { state, flagId, itemId, settledAt } = old;
      const receipt = { flagId, itemId, settledAt, uncertain: false, tooLate: false, seen: true };
      return row({ ...every, ...receipt, state }, undefined);
    }
  }
}

function row(head: OutboxHead, plain: unknown): OutboxRow {
  return { ...head, revision: 0, ...(plain === undefined ? {} : { plain }) };
}
