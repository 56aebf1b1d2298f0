import type { AuditPage } from '@lapwing/contracts';
import { desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { audit, people } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { writeAudit } from './write-audit.ts';

const CursorKeys = z.tuple([z.number().int()]);

/** The audit log, newest first, people as pseudonyms. Reading it is itself on record. */
export function listAudit(
  store: Store,
  actor: Actor,
  page: { cursor?: string | undefined; limit: number },
): Promise<AuditPage> {
  return store.db.transaction(async (transaction) => {
    const before = page.cursor === undefined ? null : decodeCursor(page.cursor, CursorKeys)[0];
    const rows = await transaction
      .select({ entry: audit, actor: people.pseudonym })
      .from(audit)
      .leftJoin(people, eq(people.id, audit.actorId))
      .where(before === null ? undefined : lt(audit.sequence, before))
      .orderBy(desc(audit.sequence))
      .limit(page.limit + 1);
    const shown = rows.slice(0, page.limit);
    await writeAudit(transaction, {
      verb: 'DISCLOSED_AUDIT',
      actor,
      subjectKind: 'audit',
      subjectId: 'log',
      details: { from: shown.at(0)?.entry.sequence ?? null, to: shown.at(-1)?.entry.sequence ?? null },
    });
    const last = shown.at(-1);
    return {
      entries: shown.map(({ entry, actor: by }) => ({
        sequence: entry.sequence,
        at: entry.at.toISOString(),
        verb: entry.verb,
        actor: by,
        subjectKind: entry.subjectKind,
        subjectId: entry.subjectId,
        details: entry.details,
        requestId: entry.requestId,
      })),
      nextCursor: rows.length > page.limit && last ? encodeCursor([last.entry.sequence]) : null,
    };
  });
}
