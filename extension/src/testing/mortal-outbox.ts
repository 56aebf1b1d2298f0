import type { OutboxStore } from '../outbox/outbox-store.ts';
import type { Opened, Storage } from '../storage/database.ts';
import type { Sealer } from '../storage/sealing.ts';
import type { Life } from './life.ts';

/** The store as a context sees it that can end before and after everything it waits for. */
export function mortalOutbox(store: OutboxStore, life: Life): OutboxStore {
  const run = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    await life.step();
    const result = await work();
    await life.step();
    return result;
  };
  const written = <Result>(work: () => Promise<Result>) =>
    run(() => {
      life.write();
      return work();
    });
  return {
    add: (entry, options) => written(() => store.add(entry, options)),
    heads: () => run(() => store.heads()),
    contents: () => run(() => store.contents()),
    change: (key, change) => written(() => store.change(key, change)),
    discardClosed: (key) => written(() => store.discardClosed(key)),
  };
}

/** A database whose sealing can be cut off, which lies between reading a row and writing it. */
export function mortalOpened(opened: Opened, life: Life): Opened {
  return { ...opened, sealer: mortalSealer(opened.sealer, life) };
}

export function mortalStorage(storage: Storage, life: Life): Storage {
  return async () => {
    await life.step();
    return mortalOpened(await storage(), life);
  };
}

function mortalSealer(sealer: Sealer, life: Life): Sealer {
  return {
    async seal(content, boundTo) {
      const sealed = await sealer.seal(content, boundTo);
      await life.step();
      return sealed;
    },
    async open(sealed, boundTo) {
      const content = await sealer.open(sealed, boundTo);
      await life.step();
      return content;
    },
  };
}
