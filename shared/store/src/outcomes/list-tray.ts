import type { TrayLine, TrayPage } from '@lapwing/contracts';
import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { items, outcomeLines, recipients, referrals, replies } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { matchCells } from './match-cells.ts';

const MOST_CANDIDATES = 20;
const CursorKeys = z.tuple([z.uuid()]);

/**
 * Lines that wait for a person, the oldest first, each with the referrals that it points to now: what was not sent
 * yet when the line came may have been since.
 */
export async function listTray(
  store: Pick<Store, 'db'>,
  page: { recipientId?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<TrayPage> {
  const after = page.cursor === undefined ? null : decodeCursor(page.cursor, CursorKeys);
  const rows = await store.db
    .select({
      line: outcomeLines,
      recipient: recipients.name,
      reply: { kind: replies.kind, text: replies.text },
      batchId: replies.batchId,
    })
    .from(outcomeLines)
    .innerJoin(recipients, eq(recipients.id, outcomeLines.recipientId))
    .leftJoin(replies, eq(replies.id, outcomeLines.replyId))
    .where(
      and(
        eq(outcomeLines.state, 'WAITING'),
        page.recipientId === undefined ? undefined : eq(outcomeLines.recipientId, page.recipientId),
        after ? gt(outcomeLines.id, after[0]) : undefined,
      ),
    )
    .orderBy(asc(outcomeLines.id))
    .limit(page.limit + 1);
  const shown = rows.slice(0, page.limit);
  const candidates = await candidatesOf(
    store,
    shown.map(({ line, batchId }) => ({ ...line, batchId })),
  );
  const last = shown.at(-1);
  return {
    lines: shown.map(
      ({ line, recipient, reply }): TrayLine => ({
        lineId: line.id,
        recipientId: line.recipientId,
        recipient,
        source: line.source,
        line: line.line,
        importedAt: line.importedAt.toISOString(),
        reason: line.trayReason ?? 'UNMATCHED',
        kind: line.kind,
        observedAt: line.observedAt.toISOString(),
        reference: line.reference,
        url: line.url,
        ticket: line.ticket,
        note: line.note,
        reply: reply && { ...reply, senderKnown: line.senderKnown },
        candidates: candidates.get(line.id) ?? [],
      }),
    ),
    nextCursor: rows.length > page.limit && last ? encodeCursor([last.line.id]) : null,
  };
}

async function candidatesOf(
  store: Pick<Store, 'db'>,
  lines: readonly (typeof outcomeLines.$inferSelect & { batchId: string | null })[],
): Promise<Map<string, TrayLine['candidates']>> {
  const idsOf = new Map<string, readonly string[]>();
  for (const [recipientId, ofOne] of Map.groupBy(lines, (line) => line.recipientId)) {
    const matches = await matchCells(store.db, recipientId, ofOne);
    ofOne.forEach((line, index) => {
      const match = matches[index];
      if (match === undefined) return;
      idsOf.set(
        line.id,
        'referralId' in match ? [match.referralId] : match.candidates.slice(0, MOST_CANDIDATES),
      );
    });
  }
  const ids = [...new Set([...idsOf.values()].flat())];
  if (ids.length === 0) return new Map();
  const rows = await store.db
    .select({ referralId: referrals.id, url: items.canonicalUrl, sentAt: referrals.sentAt })
    .from(referrals)
    .innerJoin(items, eq(items.id, referrals.itemId))
    .where(inArray(referrals.id, ids));
  const byId = new Map(
    rows.map((row) => [row.referralId, { ...row, sentAt: row.sentAt?.toISOString() ?? null }]),
  );
  return new Map([...idsOf].map(([lineId, own]) => [lineId, own.flatMap((id) => byId.get(id) ?? [])]));
}
