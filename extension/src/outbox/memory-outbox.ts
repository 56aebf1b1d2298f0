import type { OutboxEntry } from './outbox-entry.ts';
import { headOf } from './outbox-row.ts';
import type { OutboxStore } from './outbox-store.ts';

/** An outbox in memory with the same promises as the real one, for tests of what stands on it. */
export function memoryOutbox(): OutboxStore & { readonly rows: Map<string, OutboxEntry> } {
  const rows = new Map<string, OutboxEntry>();
  const inOrder = () =>
    [...rows.values()].map((row) => structuredClone(row)).toSorted((a, b) => a.order - b.order);
  return {
    rows,
    async add(entry, options = {}) {
      if (rows.has(entry.key)) throw new DOMException('The key is taken', 'ConstraintError');
      const order = (inOrder().at(-1)?.order ?? 0) + 1;
      rows.set(entry.key, structuredClone({ ...entry, order }));
      const replaced = options.replaces === undefined ? undefined : rows.get(options.replaces);
      if (replaced?.state === 'REFUSED') rows.delete(replaced.key);
      return { ...entry, order };
    },
    async heads() {
      return inOrder().map(headOf);
    },
    async contents() {
      return { entries: inOrder(), closed: [], unknown: 0 };
    },
    async change(key, change) {
      const row = rows.get(key);
      const next = row === undefined ? null : change(structuredClone(row));
      if (next) rows.set(key, structuredClone(next));
      else rows.delete(key);
      return next;
    },
    async discardClosed() {},
  };
}
