import type { Owner } from '../outbox/outbox-entry.ts';
import { folded } from './identity-of.ts';
import { emptySitting, type Sitting } from './sitting.ts';
import type { SittingStore } from './sitting-store.ts';

export interface SittingView {
  /** Null until it is read. */
  sitting: Sitting | null;
  /** The disk refused: what was changed since is in this panel only, and tried again with the next change. */
  unkept: boolean;
  /** What was stored does not open any more. */
  closed: boolean;
}

type Change = (sitting: Sitting) => Sitting;

/**
 * One panel's view of a person's sitting. A change is in sight at once and begins to be written at once; changes that
 * come while another is being written go to the disk together. What other panels changed comes in by {@link reload}. One
 * post is in it once, however it is spelled, also where the background added it.
 */
export class SittingKeeper {
  readonly #store: SittingStore;
  readonly #owner: Owner;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #view: SittingView = { sitting: null, unkept: false, closed: false };
  #waiting: Change[] = [];
  #work: Promise<void> = Promise.resolve();

  constructor(store: SittingStore, owner: Owner, now: () => number) {
    this.#store = store;
    this.#owner = owner;
    this.#now = now;
  }

  view = (): SittingView => this.#view;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Reads what is stored, with what is still to be written on top. */
  reload = (): Promise<void> =>
    this.#step(async () => {
      const stored = await this.#store.read(this.#owner, this.#now());
      const sitting = this.#applied(stored ?? emptySitting);
      this.#set({ sitting, closed: stored === null && this.#waiting.length === 0 });
    });

  /** Resolves when the change is durable, or the disk refused it. `change` must give the same for the same. */
  change = (change: Change): Promise<void> => {
    this.#waiting.push(change);
    if (this.#view.sitting !== null) this.#set({ sitting: change(this.#view.sitting) });
    return this.#step(async () => {
      const changes = this.#waiting;
      if (changes.length === 0) return;
      const count = changes.length;
      const stored = await this.#store.change(this.#owner, this.#now(), (sitting) =>
        changes.slice(0, count).reduce((now, next) => next(now), folded(sitting)),
      );
      this.#waiting = this.#waiting.slice(count);
      this.#set({ sitting: this.#applied(stored), unkept: false, closed: false });
    });
  };

  #applied(sitting: Sitting): Sitting {
    return this.#waiting.reduce((now, next) => next(now), folded(sitting));
  }

  #step(run: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(run).catch((error: unknown) => {
      console.error('The sitting could not be stored', error);
      this.#set({ unkept: true, sitting: this.#view.sitting ?? this.#applied(emptySitting) });
    });
    return this.#work;
  }

  #set(part: Partial<SittingView>): void {
    this.#view = { ...this.#view, ...part };
    for (const listener of this.#listeners) listener();
  }
}
