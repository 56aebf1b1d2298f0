import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { FlagAccepted, type FlagInput } from '@lapwing/contracts';
import { sendFlag } from '../stack/api-client.ts';
import { inventFlag } from '../stack/invent-flag.ts';
import type { TokenHolder } from '../stack/token-holders.ts';

/** A flag that the API has acknowledged. */
export interface Acknowledged {
  personId: string;
  idempotencyKey: string;
  flagId: string;
  itemId: string;
}

/** Clients that flag without end and keep every flag until it is acknowledged, as the extension's outbox does. */
export interface PersistentClients {
  acknowledged: readonly Acknowledged[];
  /** Answers that were neither an acknowledgement nor "try again": each is a fault. */
  refused: readonly string[];
  /** How many times a flag had to be sent again. */
  repeats(): number;
  /** No new flags; resolves when the last one is acknowledged. */
  finish(): Promise<void>;
}

const PAUSE_BETWEEN_FLAGS_MS = 10;
const PAUSE_BEFORE_REPEAT_MS = 100;
/** Every so many flags a client flags again what somebody flagged before, with another text. */
const KNOWN_EVERY = 5;

/** Starts one client for each analyst. A flag is repeated with its own Idempotency-Key until it is acknowledged. */
export function startPersistentClients(url: string, analysts: readonly TokenHolder[]): PersistentClients {
  const acknowledged: Acknowledged[] = [];
  const refused: string[] = [];
  const seen: string[] = [];
  let repeats = 0;
  let finishing = false;

  /** Resolves with the acknowledgement, or with null when the API says that the flag itself is wrong. */
  const deliver = async (token: string, flag: FlagInput, key: string): Promise<FlagAccepted | null> => {
    for (;;) {
      // No answer at all: the flag may or may not be there. That is what the key is for.
      const answer = await sendFlag(url, token, flag, key).catch(() => null);
      if (answer?.status === 201) return FlagAccepted.parse(answer.body);
      if (answer !== null && answer.status !== 503) {
        refused.push(`${answer.status} ${JSON.stringify(answer.body)}`);
        return null;
      }
      repeats += 1;
      await delay(PAUSE_BEFORE_REPEAT_MS);
    }
  };

  const run = async (analyst: TokenHolder): Promise<void> => {
    for (let turn = 1; !finishing; turn += 1) {
      const known = turn % KNOWN_EVERY === 0 ? seen[Math.floor(Math.random() * seen.length)] : undefined;
      const flag = inventFlag(known === undefined ? {} : { url: known });
      seen.push(flag.url);
      const idempotencyKey = randomUUID();
      const accepted = await deliver(analyst.token, flag, idempotencyKey);
      if (accepted !== null) {
        const { flagId, itemId } = accepted;
        acknowledged.push({ personId: analyst.personId, idempotencyKey, flagId, itemId });
      }
      await delay(PAUSE_BETWEEN_FLAGS_MS);
    }
  };

  const running = Promise.all(analysts.map(run));
  return {
    acknowledged,
    refused,
    repeats: () => repeats,
    async finish() {
      finishing = true;
      await running;
    },
  };
}
