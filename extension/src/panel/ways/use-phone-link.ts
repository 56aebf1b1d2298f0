import type { PhoneEntries, PhoneLink } from '@lapwing/contracts/phone-entry';
import { useCallback, useEffect, useState } from 'react';
import { readSession } from '../../flag/slot-memory.ts';
import { ownerOf, type Pairing } from '../../pairing/pairing.ts';
import { forgetToken } from '../../pairing/pairing-store.ts';
import { receivePhoneEntries } from '../../phone/receive-phone-entries.ts';
import { type Answer, needsPairing } from '../../server/ask-server.ts';
import { closePhoneLink, openPhoneLink } from '../../server/phone-entries.ts';
import { usePanel } from '../panel-context.tsx';

const LOOK_EVERY_MS = 3_000;

export type PhoneLinkState =
  | { kind: 'ASKING' }
  | { kind: 'OPEN'; link: PhoneLink }
  | { kind: 'OVER' }
  | { kind: 'FAILED'; answer: Exclude<Answer<unknown>, { kind: 'OK' }> };

export type ReceivedEntry = PhoneEntries['entries'][number];

/** Fetches what waits for this person; gives what came, or null where nothing could be learnt. Never throws. */
export function useReceive(pairing: Pairing): () => Promise<ReceivedEntry[] | 'DISK' | null> {
  const { drafts, fetch } = usePanel();
  const { token, server } = pairing;
  const { personId } = pairing.me;
  return useCallback(async () => {
    if (token === null) return null;
    const owner = { server, personId };
    const session = await readSession();
    const reception = { owner, token, session, drafts, fetch, now: Date.now() };
    const answer = await receivePhoneEntries(reception).catch(() => 'DISK' as const);
    if (answer === 'DISK') return answer;
    if (needsPairing(answer)) await forgetToken(token);
    return answer.kind === 'OK' ? answer.value : null;
  }, [token, server, personId, drafts, fetch]);
}

/** A link for the phone as long as the dialog is open, and what came over it. */
export function usePhoneLink(pairing: Pairing, onReceived: () => void) {
  const { fetch } = usePanel();
  const receive = useReceive(pairing);
  const { token } = pairing;
  const { server } = ownerOf(pairing);
  const [state, setState] = useState<PhoneLinkState>({ kind: 'ASKING' });
  const [round, setRound] = useState(0);
  const [received, setReceived] = useState<readonly ReceivedEntry[]>([]);
  const [disk, setDisk] = useState(false);
  useEffect(() => {
    if (token === null) return;
    let current = true;
    let opened: string | null = null;
    const close = (linkId: string) => void closePhoneLink({ server, token }, linkId, fetch);
    setState({ kind: 'ASKING' });
    void openPhoneLink({ server, token }, fetch).then((answer) => {
      if (answer.kind === 'OK' && !current) return close(answer.value.linkId);
      if (!current) return;
      if (answer.kind !== 'OK') return setState({ kind: 'FAILED', answer });
      opened = answer.value.linkId;
      setState({ kind: 'OPEN', link: answer.value });
    });
    return () => {
      current = false;
      if (opened !== null) close(opened);
    };
    // A new round asks for a new link.
  }, [server, token, fetch, round]);
  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const found = await receive();
      if (!current) return;
      setDisk(found === 'DISK');
      if (found !== null && found !== 'DISK' && found.length > 0) {
        const isNew = (known: readonly ReceivedEntry[]) => (entry: ReceivedEntry) =>
          known.every(({ entryId }) => entryId !== entry.entryId);
        setReceived((known) => [...known, ...found.filter(isNew(known))]);
        onReceived();
      }
      timer = setTimeout(() => void look(), LOOK_EVERY_MS);
    };
    void look();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [receive, onReceived]);
  return {
    state,
    received,
    disk,
    renew: () => setRound(round + 1),
    onOver: () => setState({ kind: 'OVER' }),
  };
}
