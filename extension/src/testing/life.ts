/** What happens to a context (a panel, the background) at its await points, counted from 0. */
export interface Life {
  /** Called at every await point of the context. Never resolves once the context was killed. */
  step(): Promise<void>;
  /** Called before every write; throws once when the disk was said to be full. */
  write(): void;
  /** The context ends here: nothing after the await point that it stands at runs. */
  kill(): void;
  fillDisk(): void;
  /** Resolves when it was killed. */
  readonly ended: Promise<void>;
}

/** @param happen run at each await point; may kill this life or do something in another context meanwhile */
export function createLife(happen: (point: number, life: Life) => Promise<void> = async () => {}): Life {
  const ended = Promise.withResolvers<void>();
  let alive = true;
  let full = false;
  let point = 0;
  const life: Life = {
    ended: ended.promise,
    async step() {
      if (alive) await happen(point++, life);
      // Who waits for a dead context waits for ever, as the code after an await point does.
      if (!alive) await new Promise(() => undefined);
    },
    write() {
      if (!full) return;
      full = false;
      throw new DOMException('The disk is full', 'QuotaExceededError');
    },
    kill() {
      alive = false;
      ended.resolve();
    },
    fillDisk() {
      full = true;
    },
  };
  return life;
}

export function isQuotaError(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}
