import { OutboxEntry } from './outbox-entry.ts';
import type { OutboxStore } from './outbox-store.ts';

/** An outbox in memory with the same promises as the real one, for tests of what stands on it. */
export function memoryOutbox(): OutboxStore & { readonly rows: Map<string, OutboxEntry> } {
  const rows = new Map<string, OutboxEntry>();
  return {
    rows,
    async add(entry, replaces) {
      if (rows.has(entry.key)) throw new Error('The key is taken');
      rows.set(entry.key, structuredClone(entry));
      if (replaces !== undefined) rows.delete(replaces);
    },
    async contents() {
      const entries = [...rows.values()].map((row) => OutboxEntry.parse(structuredClone(row)));
      return { entries: entries.toSorted((a, b) => a.savedAt - b.savedAt), unreadable: 0 };
    },
    async change(key, change) {
      const row = rows.get(key);
      const next = row === undefined ? null : change(structuredClone(row));
      if (next) rows.set(key, structuredClone(next));
      else rows.delete(key);
      return next;
    },
  };
}
