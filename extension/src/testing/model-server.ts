import type { ParsedFlag } from '@lapwing/contracts/flag';
import type { SendResult } from '../outbox/outbox-transitions.ts';

/** What becomes of one request. `_AFTER`: the server kept the flag, and the answer says nothing of it. */
export const answers = [
  'ANSWER',
  'OFFLINE',
  'LOST_BEFORE',
  'LOST_AFTER',
  'BUSY',
  'BUSY_AFTER',
  'FAILED',
  'FAILED_AFTER',
  'MALFORMED_AFTER',
  'PORTAL',
  'REFUSED',
  'FORBIDDEN',
  'CONFLICT',
] as const;
export type ModelAnswer = (typeof answers)[number];

const refused = (slug: string): SendResult => ({
  kind: 'REFUSED',
  refusal: { slug, title: 'No', detail: null, fields: [] },
});

/** A server that keeps to its contract: one flag per key and person, the same answer to the same key. */
export class ModelServer {
  readonly accepted = new Map<string, { by: string; flag: ParsedFlag; answer: SendResult }>();
  /** Every request, in order. */
  readonly requests: { key: string; by: string }[] = [];
  /** How many answers to this key may have been about its flag alone. */
  readonly alone = new Map<string, number>();
  isReachable = true;
  /** Whose tokens it does not know. */
  readonly revoked = new Set<string>();

  send(by: string, flag: ParsedFlag, key: string, answer: ModelAnswer): SendResult {
    if (!this.isReachable) return { kind: 'UNREACHABLE' };
    if (this.revoked.has(by)) return { kind: 'PAIR_AGAIN' };
    const first = this.accepted.get(key)?.answer;
    switch (answer) {
      case 'ANSWER':
        return this.#accept(by, flag, key);
      case 'OFFLINE':
        return { kind: 'OFFLINE' };
      case 'LOST_BEFORE':
        return { kind: 'UNREACHABLE' };
      case 'LOST_AFTER':
        this.#accept(by, flag, key);
        return { kind: 'UNREACHABLE' };
      case 'BUSY':
        return { kind: 'SERVER_BUSY', retryAfterMs: 60_000 };
      case 'BUSY_AFTER':
        this.#accept(by, flag, key);
        return { kind: 'SERVER_BUSY', retryAfterMs: null };
      case 'FAILED':
        return this.#countAlone(key, 'SERVER_FAILED');
      case 'FAILED_AFTER':
        this.#accept(by, flag, key);
        return this.#countAlone(key, 'SERVER_FAILED');
      case 'MALFORMED_AFTER':
        this.#accept(by, flag, key);
        return this.#countAlone(key, 'NOT_LAPWING');
      case 'PORTAL':
        return this.#countAlone(key, 'NOT_LAPWING');
      case 'REFUSED':
        return first ?? refused('invalid-request');
      // Rights are looked at before the key is.
      case 'FORBIDDEN':
        return refused('forbidden');
      case 'CONFLICT':
        return first ? refused('idempotency-key-reused') : this.#accept(by, flag, key);
    }
  }

  #accept(by: string, flag: ParsedFlag, key: string): SendResult {
    const known = this.accepted.get(key);
    if (known) return known.answer;
    const alreadyKnown = [...this.accepted.values()].some((other) => other.flag.url === flag.url);
    const answer = { kind: 'ACCEPTED', flagId: `flag of ${key}`, itemId: 'item', alreadyKnown } as const;
    this.accepted.set(key, { by, flag, answer });
    return answer;
  }

  #countAlone(key: string, kind: 'SERVER_FAILED' | 'NOT_LAPWING'): SendResult {
    this.alone.set(key, (this.alone.get(key) ?? 0) + 1);
    return { kind, retryAfterMs: null };
  }
}
