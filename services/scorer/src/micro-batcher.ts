interface Waiting<Item> {
  item: Item;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Gathers items that arrive together and hands them on in batches, one batch at a time: while one is worked on, the
 * next fills up. Each `add` settles with its own item's result.
 *
 * `work` may fail for a whole batch of several; then each item is tried alone, so that one bad item fails alone.
 */
export function createMicroBatcher<Item>(options: {
  /** Most items in one batch. */
  size: number;
  work: (items: readonly Item[]) => Promise<void>;
}): { add: (item: Item) => Promise<void> } {
  const queue: Waiting<Item>[] = [];
  let working = false;

  async function workOn(batch: readonly Waiting<Item>[]): Promise<void> {
    try {
      await options.work(batch.map(({ item }) => item));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      if (batch.length === 1) {
        for (const { reject } of batch) reject(error);
        return;
      }
      for (const one of batch) await workOn([one]);
    }
  }

  async function run(): Promise<void> {
    working = true;
    // Everything that arrived in the same turn of the event loop belongs to the first batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) await workOn(queue.splice(0, options.size));
    working = false;
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject });
        if (!working) void run();
      }),
  };
}
