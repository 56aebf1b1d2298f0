import { createHash } from 'node:crypto';
import {
  abstentionIn,
  CLOCK_SKEW_MS,
  type FlagAccepted,
  type ImminentBasis,
  identifyContentUrl,
  identityKey,
  observationTimeProblem,
  type ParsedFlag,
} from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { writeAudit } from '../audit/write-audit.ts';
import { type FoldedFacts, foldFlag, priorityOfFacts } from '../items/fold-flag.ts';
import { maskText } from '../masking.ts';
import { databaseError, fieldRefusal, Refusal } from '../refusal.ts';
import { flags, items, lawEnforcementNotices } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { insertNewItem, type NewFlag, type NewItem, type NewNotice } from './insert-new-item.ts';

const UNIQUE_VIOLATION = '23505';
const IDEMPOTENCY_CONSTRAINT = 'flags_idempotency_key';

/**
 * Accepts one flag: when this resolves, the flag, its item, the audit row and the intent to score are committed.
 * The job is announced after that, and losing the announcement loses nothing.
 *
 * The same idempotency key with the same body gives the first answer again; with another body it is refused
 * (`idempotency-key-reused`). Also refused: URLs that name no web content, an observation time in the future or
 * older than half a year (a wrong clock), a notification of law enforcement in the future.
 */
export async function acceptFlag(
  store: Store,
  actor: Actor,
  input: ParsedFlag,
  options: { idempotencyKey: string; now?: Date },
): Promise<FlagAccepted> {
  const now = options.now ?? new Date();
  const timeProblem = observationTimeProblem(input.observedAt, now);
  if (timeProblem === 'IN_FUTURE') {
    throw fieldRefusal(
      '/observedAt',
      'observed_in_future',
      'The observation lies in the future; check the clock of the device',
    );
  }
  if (timeProblem === 'TOO_OLD') {
    throw fieldRefusal(
      '/observedAt',
      'observed_too_long_ago',
      'The observation is more than half a year old; check the clock of the device',
    );
  }
  const notifiedAt = input.imminentDanger?.lawEnforcement?.notifiedAt;
  if (notifiedAt !== undefined && Date.parse(notifiedAt) > now.getTime() + CLOCK_SKEW_MS) {
    throw fieldRefusal(
      '/imminentDanger/lawEnforcement/notifiedAt',
      'in_future',
      'The time of the notification lies in the future',
    );
  }
  const { item, flag } = compose(store, actor, input, options.idempotencyKey, now);
  try {
    const accepted = (await insertNewItem(store, {
      item,
      flag,
      notice: noticeOf(flag),
      requestId: actor.requestId,
    }))
      ? answer(flag, item.id, item.unresolved)
      : await addToKnownItem(store, actor, item, flag);
    await store.queues.enqueueScore({ itemId: accepted.itemId, dueAt: now.toISOString() });
    return accepted;
  } catch (error) {
    const problem = databaseError(error);
    if (problem?.code !== UNIQUE_VIOLATION || problem.constraint !== IDEMPOTENCY_CONSTRAINT) throw error;
    return repeatAnswer(store, actor, flag);
  }
}

function compose(
  store: Store,
  actor: Actor,
  input: ParsedFlag,
  idempotencyKey: string,
  now: Date,
): { item: NewItem; flag: NewFlag } {
  const identified = identifyContentUrl(input.url);
  if (!identified.ok)
    throw fieldRefusal('/url', `url_${identified.reason.toLowerCase()}`, urlRefusals[identified.reason]);
  const { identity } = identified;
  const flagId = v7();
  const itemId = v7();
  const excerpt = maskText(input.text);
  const bases: ImminentBasis[] = input.imminentDanger?.basis ?? [];
  const facts: FoldedFacts = {
    state: 'QUEUED',
    reviewRound: 1,
    category: input.category,
    severity: input.severity,
    urgency: input.urgency,
    imminentBases: bases,
    flaggers: 1,
    language: input.language ?? null,
    excerpt,
    risk: null,
    abstained: false,
    checkPercent: null,
  };
  const { rank, reasons } = priorityOfFacts(facts, null);
  const item: NewItem = {
    ...facts,
    id: itemId,
    identityKey: identityKey(identity),
    platform: identity.platform,
    kind: identity.kind,
    contentId: identity.contentId,
    ids: identity.ids,
    canonicalUrl: identity.canonicalUrl,
    unresolved: identity.opaque,
    rank,
    reasons,
    scoreDueAt: now,
    firstFlaggedAt: now,
    changedAt: now,
  };
  const flag: NewFlag = {
    id: flagId,
    itemId,
    personId: actor.personId,
    idempotencyKey,
    bodyHash: createHash('sha256').update(JSON.stringify(input)).digest('base64url'),
    alreadyKnown: false,
    urlOriginal: input.url,
    category: input.category,
    secondaryCategories: input.secondaryCategories,
    modifiers: input.modifiers,
    severity: input.severity,
    urgency: input.urgency,
    imminentDanger: input.imminentDanger ?? null,
    textSealed: input.text === '' ? null : store.sealer.seal(input.text, flagContext(flagId, 'text')),
    textLength: input.text.length,
    noteSealed: input.note === '' ? null : store.sealer.seal(input.note, flagContext(flagId, 'note')),
    excerpt,
    language: input.language ?? null,
    authorHandle: input.authorHandle ?? null,
    authorId: input.authorId ?? null,
    parentId: input.parentId ?? null,
    groupId: input.groupId ?? null,
    mediaTimecode: input.mediaTimecode ?? null,
    postedAt: input.postedAt ? new Date(input.postedAt) : null,
    observedAt: new Date(input.observedAt),
    hashes: input.hashes,
    client: input.client,
    receivedAt: now,
  };
  return { item, flag };
}

/** What a sealed column of a flag is bound to. */
export function flagContext(flagId: string, column: 'text' | 'note'): string {
  return `flag:${flagId}:${column}`;
}

const urlRefusals = {
  EMPTY: 'There is no URL',
  TOO_LONG: 'The URL is longer than 4,096 characters',
  LONE_SURROGATE: 'The URL contains half a character (a lone surrogate)',
  CONTROL_CHARACTER: 'The URL contains a control character',
  SCHEME_NOT_ALLOWED: 'Only http and https addresses can be flagged',
  CREDENTIALS: 'The URL carries a user name; flag the address without it',
  NOT_A_URL: 'This is not a web address',
  LOCAL_ADDRESS: 'This address leads to a private network, not to the public web',
} as const;

/** A notice of law enforcement that came with the flag. */
function noticeOf(flag: NewFlag): NewNotice | null {
  const notice = flag.imminentDanger?.lawEnforcement;
  if (!notice) return null;
  const { agency, reference } = notice;
  return { id: v7(), agency, reference, notifiedAt: new Date(notice.notifiedAt) };
}

/** The item is known: fold the flag into it under its row lock. */
function addToKnownItem(store: Store, actor: Actor, item: NewItem, flag: NewFlag): Promise<FlagAccepted> {
  return store.db.transaction(async (transaction) => {
    const [known] = await transaction
      .select()
      .from(items)
      .where(eq(items.identityKey, item.identityKey))
      .for('update');
    if (!known)
      throw new Error('An item vanished between two statements; items are never deleted while flagged');
    const own = await transaction
      .select({ id: flags.id })
      .from(flags)
      .where(and(eq(flags.itemId, known.id), eq(flags.personId, flag.personId)))
      .limit(1);
    const folded = foldFlag(known, {
      category: flag.category,
      severity: flag.severity,
      urgency: flag.urgency,
      imminentBases: item.imminentBases,
      language: flag.language ?? null,
      excerpt: flag.excerpt,
      sameFlagger: own.length > 0,
    });
    const { rank, reasons } = priorityOfFacts(folded, abstentionIn(known.reasons));
    await transaction.insert(flags).values({ ...flag, itemId: known.id, alreadyKnown: true });
    const notice = noticeOf(flag);
    if (notice) {
      await transaction
        .insert(lawEnforcementNotices)
        .values({ ...notice, itemId: known.id, personId: flag.personId, kind: 'NOTICE' });
    }
    await transaction
      .update(items)
      .set({
        ...folded,
        rank,
        reasons,
        version: known.version + 1,
        scoreDueAt: flag.textLength > 0 ? newIntent(item.firstFlaggedAt, known.scoreDueAt) : known.scoreDueAt,
        changedAt: new Date(),
      })
      .where(eq(items.id, known.id));
    await writeAudit(transaction, {
      verb: 'FLAG_ACCEPTED',
      actor,
      subjectKind: 'flag',
      subjectId: flag.id,
      details: { itemId: known.id, alreadyKnown: true },
    });
    if (notice) {
      await writeAudit(transaction, {
        verb: 'LAW_ENFORCEMENT_NOTIFIED',
        actor,
        subjectKind: 'item',
        subjectId: known.id,
        details: { agency: notice.agency, notifiedAt: notice.notifiedAt.toISOString() },
      });
    }
    return answer({ ...flag, alreadyKnown: true }, known.id, known.unresolved);
  });
}

/** Another time than the intent that may be being served right now, or this flag's text would count as scored. */
function newIntent(receivedAt: Date, current: Date | null): Date {
  return current !== null && receivedAt <= current ? new Date(current.getTime() + 1) : receivedAt;
}

/** The key was used before: the first answer again, if it was for the same body. */
async function repeatAnswer(store: Store, actor: Actor, flag: NewFlag): Promise<FlagAccepted> {
  const [first] = await store.db
    .select({ flag: flags, unresolved: items.unresolved })
    .from(flags)
    .innerJoin(items, eq(items.id, flags.itemId))
    .where(and(eq(flags.personId, actor.personId), eq(flags.idempotencyKey, flag.idempotencyKey)));
  if (!first) throw new Error('A flag vanished; flags are never deleted');
  if (first.flag.bodyHash !== flag.bodyHash) {
    throw new Refusal('idempotency-key-reused', 'This Idempotency-Key was used for another flag', [
      { pointer: '#header/idempotency-key', code: 'reused', detail: 'Use a new key for a new flag' },
    ]);
  }
  return answer(first.flag, first.flag.itemId, first.unresolved);
}

function answer(
  flag: Pick<NewFlag, 'id' | 'alreadyKnown'> & { receivedAt?: Date | undefined },
  itemId: string,
  unresolved: boolean,
): FlagAccepted {
  const receivedAt = (flag.receivedAt ?? new Date()).toISOString();
  return { flagId: flag.id, itemId, receivedAt, alreadyKnown: flag.alreadyKnown, unresolved };
}
