import { FlagInput, type ParsedFlag } from '@lapwing/contracts/flag';
import fc from 'fast-check';
import { drainOutbox } from '../outbox/drain-outbox.ts';
import { isReceipt, type OutboxEntry, type Owner } from '../outbox/outbox-entry.ts';
import type { OutboxStore } from '../outbox/outbox-store.ts';
import {
  acknowledged,
  overdue,
  STEPS_ASIDE_AFTER,
  triedAgain,
  type WakingCause,
} from '../outbox/outbox-transitions.ts';
import { LONGEST_URGENT_DELAY_MS } from '../outbox/retry-delay.ts';
import { saveFlag } from '../outbox/save-flag.ts';
import { withdrawFlag } from '../outbox/withdraw-flag.ts';
import { createLife, isQuotaError, type Life } from './life.ts';
import { answers, type ModelAnswer, ModelServer } from './model-server.ts';
import { isSame, must } from './must.ts';
import type { OutboxPlace } from './outbox-places.ts';

// Everything that can happen to an outbox, at random, against a model of what must be true of it.

const people = ['anna', 'boon'] as const;
type Person = (typeof people)[number];
const ownerOf = (personId: string): Owner => ({ server: 'https://lapwing.example', personId });

const DAY_MS = 24 * 3_600_000;
/** The server fails at this one whenever it sees it. */
const POISONED = 6;

/** What a person does, or what befalls her. */
type Deed =
  | { kind: 'SAVE'; number: number; imminent: boolean }
  | { kind: 'WITHDRAW' | 'TRY_AGAIN' | 'CORRECT' | 'DISCARD' | 'LATE' | 'SEE'; which: number }
  | { kind: 'CLOCK'; ms: number }
  | { kind: 'NETWORK'; on: boolean }
  | { kind: 'REVOKE' }
  | { kind: 'PAIR'; as: Person }
  | { kind: 'DISK_FULL' }
  | { kind: 'KILL' };
type PanelDeed = Extract<Deed, { kind: 'SAVE' } | { which: number }>;
/** A deed at an await point of the context that is at work. */
interface Meanwhile {
  at: number;
  deed: Deed;
}
type Step =
  | { kind: 'DEED'; deed: Deed; meanwhile: Meanwhile[] }
  | { kind: 'DRAIN'; answers: ModelAnswer[]; cause: WakingCause | undefined; meanwhile: Meanwhile[] };

const which = fc.oneof({ weight: 2, arbitrary: fc.nat(1) }, fc.nat(7));
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('SAVE' as const),
      number: fc.nat(POISONED),
      imminent: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('WITHDRAW' as const), which }) },
  fc.record({ kind: fc.constantFrom('TRY_AGAIN' as const, 'CORRECT' as const, 'DISCARD' as const), which }),
  fc.record({ kind: fc.constantFrom('LATE' as const, 'SEE' as const), which }),
  fc.record({
    kind: fc.constant('CLOCK' as const),
    ms: fc.oneof(fc.integer({ min: 0, max: 3_600_000 }), fc.integer({ min: -10 * DAY_MS, max: 10 * DAY_MS })),
  }),
  fc.record({ kind: fc.constant('NETWORK' as const), on: fc.boolean() }),
  fc.record({ kind: fc.constant('REVOKE' as const) }),
  fc.record({ kind: fc.constant('PAIR' as const), as: fc.constantFrom(...people, 'anna' as const) }),
);
const meanwhile = fc.array(
  fc.record({
    // Most of what can go wrong lies in the first flag or two of a drain.
    at: fc.oneof({ weight: 3, arbitrary: fc.nat(15) }, fc.nat(60)),
    deed: fc.oneof(
      { weight: 3, arbitrary: deed },
      { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('KILL' as const, 'DISK_FULL' as const) }) },
    ),
  }),
  { maxLength: 3 },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('DEED' as const), deed, meanwhile }),
  fc.record({
    kind: fc.constant('DRAIN' as const),
    answers: fc.array(
      fc.oneof({ weight: 4, arbitrary: fc.constant('ANSWER' as const) }, fc.constantFrom(...answers)),
      { maxLength: 8 },
    ),
    cause: fc.constantFrom(undefined, 'SAVED', 'DANGER', 'OPENED', 'ONLINE', 'PAIRED', 'ASKED'),
    meanwhile,
  }),
);

/** A flag of the first version of the database, and whether its sending had arrived. */
interface OldFlag {
  state: 'SAVED' | 'SENDING' | 'REFUSED' | 'ACCEPTED';
  imminent: boolean;
  arrived: boolean;
}
export interface OutboxLife {
  old: OldFlag[];
  /** Where the first context that opens the old database is cut off. */
  cutOffAt: number;
  steps: Step[];
}

export const outboxLives: fc.Arbitrary<OutboxLife> = fc.record({
  old: fc.array(
    fc.record({
      state: fc.constantFrom('SAVED' as const, 'SENDING' as const, 'REFUSED' as const, 'ACCEPTED' as const),
      imminent: fc.boolean(),
      arrived: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  cutOffAt: fc.nat(8),
  steps: fc.array(step, { minLength: 1, maxLength: 25 }),
});

/** What every text of a flag begins with, so that it can be looked for. */
const MARK = 'harmless words';

function flagOf(number: number, imminent: boolean): ParsedFlag {
  return FlagInput.parse({
    url: `https://www.facebook.com/somebody.example/posts/${1_000_000 + number}`,
    category: 'GROOMING',
    severity: 2,
    urgency: imminent ? 'IMMINENT' : 'PRIORITY',
    imminentDanger: imminent ? { basis: ['PLANNED_MEETING'] } : null,
    text: `${MARK} ${number}`,
    observedAt: '2026-11-24T10:00:00.000Z',
  });
}

/** What must be true of one flag that was saved. */
interface Known {
  key: string;
  by: string;
  flag: ParsedFlag;
  imminent: boolean;
  /** The model's own count of saves. */
  place: number;
  poisoned: boolean;
  /** Its person asked to have it back. */
  asked?: boolean;
  /** Attempts that had begun when it was withdrawn. */
  withdrawnAfter?: number;
  /** Its person was told that it is late. */
  late?: boolean;
  /** Its person saw that the server has it. */
  saw?: boolean;
  /** Its person threw it away, or put a corrected one in its place, while it was refused. */
  gone?: boolean;
}

/** Plays one life of an outbox. Throws when something that must be true is not. */
export async function playOutboxLife(life: OutboxLife, place: OutboxPlace): Promise<void> {
  await new World(place).play(life);
}

const isSave = ({ kind }: Deed) => kind === 'SAVE' || kind === 'CORRECT';

class World {
  readonly #place: OutboxPlace;
  readonly #server = new ModelServer();
  readonly #known = new Map<string, Known>();
  #now = Date.parse('2026-11-24T10:00:00Z');
  #paired: { as: string; hasToken: boolean } = { as: 'anna', hasToken: true };
  #panel: OutboxStore;
  #saves = 0;

  constructor(place: OutboxPlace) {
    this.#place = place;
    this.#panel = place.open();
  }

  async play({ old, cutOffAt, steps }: OutboxLife): Promise<void> {
    await this.#beginWith(old, cutOffAt);
    for (const step of steps) {
      if (step.kind === 'DEED') await this.#do(step.deed, step.meanwhile);
      else await this.#drain(step.answers, step.cause, step.meanwhile);
      // Before any other context opens it, which would seal what is not.
      await this.#checkRows();
      await this.#check();
    }
    await this.#heal();
  }

  async #beginWith(old: readonly OldFlag[], cutOffAt: number): Promise<void> {
    if (this.#place.seedFirstVersion === undefined) return;
    const rows = old.map((one, index) => this.#oldRow(one, index));
    await this.#place.seedFirstVersion(rows);
    const cut = createLife(async (point, life) => {
      if (point === cutOffAt) life.kill();
    });
    await Promise.race([this.#place.open(cut).contents(), cut.ended]);
    await this.#check();
  }

  #oldRow({ state, imminent, arrived }: OldFlag, index: number): object {
    const flag = flagOf(index, imminent);
    const key = `old-${index}`;
    // The first version went by the clock, and these were saved one after the other.
    const savedAt = this.#now - DAY_MS + index;
    const every = { key, owner: ownerOf('anna'), url: flag.url, imminent, savedAt, attempts: 0 };
    this.#remember(key, 'anna', flag, imminent, false);
    if (state === 'ACCEPTED') {
      const known = this.#known.get(key);
      if (known) known.saw = true;
      this.#server.send('anna', flag, key, 'ANSWER');
      return { ...every, attempts: 1, state, flagId: `flag of ${key}`, itemId: 'item', settledAt: savedAt };
    }
    if (state === 'SAVED') return { ...every, state, flag, waiting: 'NEW', nextAttemptAt: savedAt };
    this.#server.requests.push({ key, by: 'anna' });
    if (state === 'SENDING') {
      if (arrived) this.#server.send('anna', flag, key, 'LOST_AFTER');
      return { ...every, attempts: 1, state, flag };
    }
    const refusal = { slug: 'invalid-request', title: 'No', detail: null, fields: [] };
    return { ...every, attempts: 1, state, flag, refusal, settledAt: savedAt };
  }

  #remember(key: string, by: string, flag: ParsedFlag, imminent: boolean, poisoned: boolean): void {
    this.#saves += 1;
    this.#known.set(key, { key, by, flag, imminent, place: this.#saves, poisoned });
  }

  /** A context in which things happen at await points. */
  #context(meanwhile: readonly Meanwhile[]): { life: Life; store: OutboxStore } {
    const life = createLife(async (point, mortal): Promise<void> => {
      for (const { at, deed } of meanwhile) {
        if (at !== point) continue;
        if (deed.kind === 'KILL') return mortal.kill();
        if (deed.kind === 'DISK_FULL') mortal.fillDisk();
        else await this.#do(deed, []);
      }
    });
    return { life, store: this.#place.open(life) };
  }

  async #do(deed: Deed, meanwhile: readonly Meanwhile[]): Promise<void> {
    switch (deed.kind) {
      case 'CLOCK':
        this.#now += deed.ms;
        return;
      case 'NETWORK':
        this.#server.isReachable = deed.on;
        return;
      case 'REVOKE':
        this.#server.revoked.add(this.#paired.as);
        return;
      case 'PAIR':
        this.#server.revoked.delete(deed.as);
        this.#paired = { as: deed.as, hasToken: true };
        return;
      case 'KILL':
      case 'DISK_FULL':
        return;
      default: {
        // Of two saves at once nobody can say which is the first.
        const others = meanwhile.filter((other) => !isSave(deed) || !isSave(other.deed));
        const { life, store } = this.#context(others);
        const work = this.#act(store, deed).catch((error: unknown) => {
          if (!isQuotaError(error)) throw error;
        });
        await Promise.race([work, life.ended]);
      }
    }
  }

  /** What a person does in the panel, which may end in the middle. */
  async #act(store: OutboxStore, deed: PanelDeed): Promise<void> {
    const by = this.#paired.as;
    const now = this.#now;
    switch (deed.kind) {
      case 'SAVE':
        return this.#save(store, by, deed.number, deed.imminent);
      case 'WITHDRAW': {
        const known = this.#pick(deed.which, by);
        if (!known) return;
        known.asked = true;
        const left = await withdrawFlag(store, known.key, ownerOf(by), now);
        const taken = left?.state === 'WITHDRAWN' || (left?.state === 'SENDING' && left.withdrawing);
        if (left && taken && known.withdrawnAfter === undefined) known.withdrawnAfter = left.attempts;
        must(left?.state !== 'SAVED', 'a flag that was withdrawn waits to be sent');
        return;
      }
      case 'TRY_AGAIN': {
        const known = this.#pick(deed.which, by);
        if (known) await store.change(known.key, (entry) => triedAgain(entry, now));
        return;
      }
      case 'LATE': {
        const known = this.#pick(deed.which, by);
        if (!known) return;
        const left = await store.change(known.key, (entry) => overdue(entry, now));
        if (left?.overdueSince != null) known.late = true;
        return;
      }
      case 'SEE': {
        const known = this.#pick(deed.which, by);
        if (!known) return;
        await store.change(known.key, (entry) => {
          known.saw = true;
          return acknowledged(entry);
        });
        return;
      }
      case 'DISCARD': {
        const known = this.#pick(deed.which, by);
        if (!known) return;
        await store.change(known.key, (entry) => {
          if (entry.state !== 'REFUSED') return entry;
          known.gone = true;
          return null;
        });
        return;
      }
      case 'CORRECT': {
        // What she saw as refused may be on its way again by now; then both stay.
        const known = this.#pick(deed.which, by);
        if (!known) return;
        const before = await this.#panel.change(known.key, (entry) => entry);
        if (before?.state === 'REFUSED') known.gone = true;
        return this.#save(store, by, 0, known.imminent, known.key);
      }
    }
  }

  async #save(store: OutboxStore, by: string, number: number, imminent: boolean, corrects?: string) {
    const flag = flagOf(number, imminent);
    const draft = crypto.randomUUID();
    this.#remember(draft, by, flag, imminent, number === POISONED);
    this.#unsure.add(draft);
    await saveFlag(store, flag, ownerOf(by), { now: this.#now, corrects, draft });
    this.#unsure.delete(draft);
  }

  /** Saves of which nobody was told that they are done. */
  readonly #unsure = new Set<string>();

  #pick(which: number, by: string): Known | undefined {
    const own = [...this.#known.values()].filter((known) => known.by === by);
    // The newest first: they are still on their way.
    return own.toReversed()[which % Math.max(1, own.length)];
  }

  async #drain(
    plan: readonly ModelAnswer[],
    cause: WakingCause | undefined,
    meanwhile: readonly Meanwhile[],
  ) {
    if (!this.#paired.hasToken) return;
    const { life, store } = this.#context(meanwhile);
    const { as } = this.#paired;
    const left = [...plan];
    // What waits when the next flag is chosen; what comes later can only be the one after.
    let choice = new Set<string>();
    const heads: OutboxStore['heads'] = async () => {
      choice = await this.#waiting();
      return store.heads();
    };
    const work = drainOutbox({
      store: { ...store, heads },
      owner: ownerOf(as),
      cause,
      now: () => this.#now,
      random: () => 0.5,
      send: async (flag, key) => {
        await life.step();
        const still = await this.#waiting();
        this.#checkSending(flag, key, as, new Set([...choice].filter((waiting) => still.has(waiting))));
        this.#server.requests.push({ key, by: as });
        const answer = this.#known.get(key)?.poisoned ? 'FAILED' : (left.shift() ?? 'ANSWER');
        const result = this.#server.send(as, flag, key, answer);
        await life.step();
        return result;
      },
    }).catch((error: unknown) => {
      if (!isQuotaError(error)) throw error;
      return null;
    });
    const result = await Promise.race([work, life.ended]);
    if (result?.pairAgain && this.#paired.as === as) this.#paired = { as, hasToken: false };
  }

  /** Right before a flag leaves. */
  #checkSending(flag: ParsedFlag, key: string, as: string, waiting: ReadonlySet<string>): void {
    const known = this.#known.get(key);
    must(known !== undefined, 'a flag is sent under a key that no save gave it');
    must(known.by === as, `a flag of ${known.by} is sent as ${as}`);
    must(isSame(flag, known.flag), 'a flag is sent that says something else than was saved');
    const sent = this.#server.requests.filter((request) => request.key === key).length + 1;
    must(
      known.withdrawnAfter === undefined || sent <= known.withdrawnAfter,
      'a flag is sent after it was withdrawn',
    );
    for (const other of this.#known.values()) {
      if (other.by !== as || other === known || !waiting.has(other.key)) continue;
      const before = other.imminent === known.imminent ? other.place < known.place : other.imminent;
      const aside = (this.#server.alone.get(other.key) ?? 0) >= STEPS_ASIDE_AFTER;
      must(!before || aside, 'a flag is sent before one that should go first');
    }
  }

  async #waiting(): Promise<Set<string>> {
    const { entries } = await this.#place.open().contents();
    return new Set(entries.filter(({ state }) => state === 'SAVED').map(({ key }) => key));
  }

  /** What is true at any moment at which nobody is at work. */
  async #check(): Promise<void> {
    const { entries, closed, unknown } = await this.#place.open().contents();
    must(closed.length + unknown === 0, 'a flag cannot be read');
    const found = new Map(entries.map((entry) => [entry.key, entry]));
    for (const known of this.#known.values()) this.#checkOne(known, found.get(known.key));
    must(
      entries.every(({ key }) => this.#known.has(key)),
      'a flag is there that nobody saved',
    );
    for (const [key, { by, flag }] of this.#server.accepted) {
      const known = this.#known.get(key);
      must(known !== undefined, 'the server has a flag that nobody saved');
      must(known.by === by && isSame(known.flag, flag), 'the server has another flag than was saved');
    }
    await this.#checkRows();
  }

  async #checkRows(): Promise<void> {
    const isOnDisk = this.#place.seedFirstVersion !== undefined;
    for (const row of await this.#place.rawRows()) checkRow(row, isOnDisk);
  }

  #checkOne(known: Known, entry: OutboxEntry | undefined): void {
    const arrived = this.#server.accepted.has(known.key);
    if (entry === undefined) {
      must(known.gone === true || this.#unsure.has(known.key), 'a flag is lost');
      if (this.#unsure.delete(known.key)) this.#known.delete(known.key);
      return;
    }
    this.#unsure.delete(known.key);
    if ('flag' in entry) must(isSame(entry.flag, known.flag), 'a flag changed while it waited');
    if (entry.state === 'ACCEPTED' || entry.state === 'ALREADY_KNOWN') {
      must(arrived, 'a flag is called accepted, and the server does not have it');
    }
    if (entry.state === 'WITHDRAWN') {
      must(known.asked === true, 'a flag is called withdrawn that nobody withdrew');
      must(entry.uncertain || !arrived, 'a flag is called withdrawn for sure, and the server has it');
      known.withdrawnAfter ??= entry.attempts;
    }
    must(known.late !== true || entry.overdueSince !== null, 'a flag that was late is not any more');
    must(entry.imminent || entry.overdueSince === null, 'a flag is called late that is in no hurry');
    if (entry.state === 'SAVED' && entry.imminent) {
      const wait = entry.nextAttemptAt - entry.waitingSince;
      must(wait <= LONGEST_URGENT_DELAY_MS, 'imminent danger waits as long as anything else');
    }
    if ('seen' in entry && entry.imminent && entry.seen) {
      must(known.saw === true, 'nobody saw that the server has it, and it is not told');
    }
    if (entry.state === 'REFUSED') {
      const conflict = entry.refusal.slug === 'idempotency-key-reused';
      must(
        entry.uncertain || conflict || !arrived,
        'a flag is called refused for sure, and the server has it',
      );
    }
  }

  /** Time passes, the network is back, both are paired in turn: everything finds its end. */
  async #heal(): Promise<void> {
    this.#server.isReachable = true;
    for (const as of people) {
      await this.#do({ kind: 'PAIR', as }, []);
      const poisoned = [...this.#known.values()].filter((known) => known.poisoned).length;
      for (let round = 0; round < 6 + STEPS_ASIDE_AFTER * poisoned; round += 1) {
        this.#now += 2 * 3_600_000;
        await this.#drain([], round === 0 ? 'PAIRED' : undefined, []);
      }
    }
    await this.#check();
    for (const entry of (await this.#panel.contents()).entries) {
      const poisoned = this.#known.get(entry.key)?.poisoned === true;
      must(poisoned || isReceipt(entry) || entry.state === 'REFUSED', `a flag stays ${entry.state} for ever`);
    }
  }
}

/** Nothing of what a flag says lies in the open, and nothing at all of it once it is settled. */
function checkRow(row: unknown, sealed: boolean): void {
  must(typeof row === 'object' && row !== null && 'state' in row, 'a row has no state');
  const settled = row.state === 'ACCEPTED' || row.state === 'ALREADY_KNOWN' || row.state === 'WITHDRAWN';
  const words = JSON.stringify(row);
  if (settled) {
    must(!('sealed' in row || 'flag' in row), 'a settled flag still holds its content');
    must(!words.includes('facebook') && !words.includes(MARK), 'a settled flag still holds words');
  } else if (sealed) {
    must('sealed' in row, 'a flag is not sealed');
    must(!words.includes('facebook') && !words.includes(MARK), 'a flag lies in the open');
  }
}
