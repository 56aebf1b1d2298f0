interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Gathers items that arrive together and hands them on in batches, one batch at a time: while one is worked on, the
 * next fills up. With `atOnce`, a batch that is full does not wait for the one before. Each `add` settles with its own
 * item's result.
 *
 * `work` gives the results in the order of the items. It may fail for a whole batch of several; then each item is
 * tried alone, so that one bad item fails alone: whatever a failed batch did must have been undone.
 *
 * @param options.isOfOne whether an error can be the fault of one item (default: any can); if not, it is everybody's
 */
export function createMicroBatcher<Item, Result>(options: {
  /** Most items in one batch. */
  size: number;
  work: (items: readonly Item[]) => Promise<readonly Result[]>;
  isOfOne?: (error: unknown) => boolean;
  /** Most batches worked on at the same time (1). */
  atOnce?: number;
}): { add: (item: Item) => Promise<Result> } {
  const queue: Waiting<Item, Result>[] = [];
  const { size, atOnce = 1 } = options;
  let working = 0;

  async function workOn(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await options.work(batch.map(({ item }) => item));
      if (results.length !== batch.length)
        throw new Error('A batch was answered for another number of items');
      for (const [index, result] of results.entries()) batch[index]?.resolve(result);
    } catch (error) {
      if (batch.length > 1 && (options.isOfOne?.(error) ?? true)) {
        await Promise.all(batch.map((one) => workOn([one])));
        return;
      }
      for (const { reject } of batch) reject(error);
    }
  }

  async function run(): Promise<void> {
    working += 1;
    // Everything that arrived in the same turn of the event loop belongs to the first batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) await workOn(queue.splice(0, size));
    working -= 1;
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject });
        if (working === 0 || (working < atOnce && queue.length >= size)) void run();
      }),
  };
}
