import { useSyncExternalStore } from 'react';
import type { z } from 'zod';

/** A small value of this person's habits, kept in the pages' own storage. */
export interface PageMemory<T> {
  read(): T;
  write(value: T): void;
  subscribe(listener: () => void): () => void;
}

/** Remembers a value under a key of the pages' own storage; what cannot be read counts as `empty`. */
export function pageMemory<T>(key: string, schema: z.ZodType<T>, empty: T): PageMemory<T> {
  const changed = new EventTarget();
  let raw: string | null = null;
  let value = empty;
  return {
    read() {
      const stored = localStorage.getItem(key);
      if (stored !== raw) {
        raw = stored;
        value = parsed(stored, schema) ?? empty;
      }
      return value;
    },
    write(next) {
      localStorage.setItem(key, JSON.stringify(next));
      changed.dispatchEvent(new Event('change'));
    },
    subscribe(listener) {
      changed.addEventListener('change', listener);
      // Another panel of this browser.
      addEventListener('storage', listener);
      return () => {
        changed.removeEventListener('change', listener);
        removeEventListener('storage', listener);
      };
    },
  };
}

export function usePageMemory<T>({ read, write, subscribe }: PageMemory<T>): [T, (value: T) => void] {
  return [useSyncExternalStore(subscribe, read), write];
}

function parsed<T>(stored: string | null, schema: z.ZodType<T>): T | undefined {
  try {
    return stored === null ? undefined : schema.safeParse(JSON.parse(stored)).data;
  } catch {
    return undefined;
  }
}
