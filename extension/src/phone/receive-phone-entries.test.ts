import { describe, expect, it } from 'vitest';
import type { DraftStore } from '../flag/draft-store.ts';
import type { KeptDraft } from '../flag/kept-draft.ts';
import { receivePhoneEntries } from './receive-phone-entries.ts';

const owner = { server: 'https://lapwing.example', personId: 'p1' };
const entry = {
  entryId: '5f0c7b1a-93a4-4b6c-9d1f-2a4f54a7a111',
  url: 'https://pantip.com/topic/1',
  note: 'Asks for secrecy.',
  receivedAt: '2026-05-01T10:00:00.000Z',
};

/** A server that gives its entries out until it hears that they arrived. */
function scene(options: { refuses?: boolean; deaf?: boolean } = {}) {
  const waiting = [entry];
  const kept = new Map<string, KeptDraft>();
  const asked: string[] = [];
  const drafts: DraftStore = {
    async put(draft) {
      if (options.refuses) throw new DOMException('full', 'QuotaExceededError');
      kept.set(draft.id, draft);
    },
    async remove(id) {
      kept.delete(id);
    },
    all: async () => ({ drafts: [...kept.values()], closed: [] }),
    isSaved: async () => false,
  };
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    asked.push(new URL(url).pathname);
    if (url.endsWith('/collect')) return Response.json({ entries: waiting });
    if (options.deaf) throw new TypeError('Failed to fetch');
    const { entryIds } = JSON.parse(String(init.body));
    waiting.splice(0, entryIds.length);
    return new Response(null, { status: 204 });
  };
  const receive = () => receivePhoneEntries({ owner, token: 't', session: 's', drafts, fetch, now: 1_000 });
  return { receive, kept, waiting, asked };
}

describe('what a phone handed in', () => {
  it('is an unfinished flag here before the server is told to delete it', async () => {
    const { receive, kept, waiting } = scene();
    expect(await receive()).toEqual({ kind: 'OK', value: [entry] });
    expect(kept.get(entry.entryId)).toMatchObject({
      owner,
      tabId: null,
      draft: { url: entry.url, note: entry.note, observedAt: entry.receivedAt },
    });
    expect(waiting).toEqual([]);
    expect(await receive()).toEqual({ kind: 'OK', value: [] });
  });

  it('waits on the server when the disk refuses', async () => {
    const { receive, waiting, asked } = scene({ refuses: true });
    await expect(receive()).rejects.toThrow('full');
    expect(waiting).toEqual([entry]);
    expect(asked).toEqual(['/v1/phone-entries/collect']);
  });

  it('is one, however often it is given out', async () => {
    const { receive, kept, waiting } = scene({ deaf: true });
    await receive();
    await receive();
    expect(waiting).toEqual([entry]);
    expect([...kept.keys()]).toEqual([entry.entryId]);
  });
});
