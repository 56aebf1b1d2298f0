/** A state machine as a table: for each state, the events it accepts and the state each leads to. */
export type TransitionTable<State extends string, Event extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Event, State>>>>
>;

/** The record is in a state in which this event means nothing. Nothing was changed. */
export class TransitionRefused extends Error {
  override readonly name = 'TransitionRefused';
  readonly machine: string;
  readonly state: string;
  readonly event: string;

  constructor(machine: string, state: string, event: string) {
    super(`${machine}: ${event} is not possible in state ${state}`);
    this.machine = machine;
    this.state = state;
    this.event = event;
  }
}

/** One lifecycle: its table, and the pure function that applies it. */
export interface Lifecycle<State extends string, Event extends string> {
  readonly name: string;
  readonly table: TransitionTable<State, Event>;
  /** The state after the event; throws {@link TransitionRefused} when the table has no such row. */
  next(state: State, event: Event): State;
  /** Whether the event is possible in the state. */
  allows(state: State, event: Event): boolean;
}

/** Makes a lifecycle of its table. */
export function defineLifecycle<State extends string, Event extends string>(
  name: string,
  table: TransitionTable<State, Event>,
): Lifecycle<State, Event> {
  return {
    name,
    table,
    next(state, event) {
      const next = table[state][event];
      if (next === undefined) throw new TransitionRefused(name, state, event);
      return next;
    },
    allows: (state, event) => table[state][event] !== undefined,
  };
}
