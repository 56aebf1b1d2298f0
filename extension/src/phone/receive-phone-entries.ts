import type { PhoneEntries } from '@lapwing/contracts/phone-entry';
import { emptyDraft } from '../flag/draft.ts';
import type { DraftStore } from '../flag/draft-store.ts';
import type { Owner } from '../outbox/outbox-entry.ts';
import type { Answer, Fetch } from '../server/ask-server.ts';
import { collectPhoneEntries, takePhoneEntries } from '../server/phone-entries.ts';

type Entry = PhoneEntries['entries'][number];

export interface Reception {
  owner: Owner;
  token: string;
  /** Name of this run of the browser. */
  session: string;
  drafts: DraftStore;
  fetch: Fetch;
  /** Milliseconds since the epoch. */
  now: number;
}

/**
 * Fetches what the analyst's phone handed in: each becomes an unfinished flag, sealed on disk, and only then is the
 * server told to delete it. The entry's id is the draft's, and later the flag's key, so that whatever is cut off in
 * between doubles nothing. Rejects when the disk refuses: then everything still waits on the server.
 */
export async function receivePhoneEntries(reception: Reception): Promise<Answer<Entry[]>> {
  const { owner, token, session, drafts, fetch, now } = reception;
  const from = { server: owner.server, token };
  const answer = await collectPhoneEntries(from, fetch);
  if (answer.kind !== 'OK') return answer;
  const { entries } = answer.value;
  if (entries.length === 0) return { kind: 'OK', value: [] };
  for (const { entryId, url, note, receivedAt } of entries) {
    const draft = { ...emptyDraft, url, note, observedAt: receivedAt };
    await drafts.put({ id: entryId, owner, tabId: null, session, capturedUrl: null, changedAt: now, draft });
  }
  // Not heard, it gives them out again, and they are put where they are.
  await takePhoneEntries(
    from,
    entries.map(({ entryId }) => entryId),
    fetch,
  );
  return { kind: 'OK', value: entries };
}
