import { onStored, readStored, writeStored } from '../browser/storage.ts';
import { PAIRING, PENDING_PAIRING } from '../stored-keys.ts';
import { PendingPairing } from './device-authorization.ts';
import { Pairing } from './pairing.ts';

/** The pairing as stored, or null before the first one. */
export async function readPairing(): Promise<Pairing | null> {
  return Pairing.safeParse(await readStored('local', PAIRING)).data ?? null;
}

export function writePairing(pairing: Pairing | null): Promise<void> {
  return writeStored('local', PAIRING, pairing);
}

/** Calls back whenever the pairing changes, from wherever; gives a function that stops it. */
export function onPairing(listener: (pairing: Pairing | null) => void): () => void {
  return onStored('local', PAIRING, (value) => listener(Pairing.safeParse(value).data ?? null));
}

/**
 * The server stopped knowing the token: forget it and keep the person. Does nothing when the extension was paired
 * anew meanwhile, so that an old answer cannot undo a new pairing.
 */
export async function forgetToken(token: string): Promise<void> {
  const pairing = await readPairing();
  if (pairing?.token === token) await writePairing({ ...pairing, token: null });
}

/** A pairing that waits for approval; survives closing the panel, not the browser. */
export async function readPending(): Promise<PendingPairing | null> {
  return PendingPairing.safeParse(await readStored('session', PENDING_PAIRING)).data ?? null;
}

export function writePending(pending: PendingPairing | null): Promise<void> {
  return writeStored('session', PENDING_PAIRING, pending);
}
