const STORAGE_KEY = 'lapwing.marks-hidden-by';

const listeners = new Set<() => void>();
/** Who hid them in this window, where storage is blocked. */
let hiddenBy: string | null = null;

function read(): string | null {
  try {
    return sessionStorage.getItem(STORAGE_KEY);
  } catch {
    return hiddenBy;
  }
}

/** Whether the words that moved a score are marked: until a person hides them, for her and as long as her window is open. */
export const marksShown = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (personId: string): boolean => read() !== personId,
  toggle(personId: string): void {
    const hides = marksShown.get(personId);
    hiddenBy = hides ? personId : null;
    try {
      if (hides) sessionStorage.setItem(STORAGE_KEY, personId);
      else sessionStorage.removeItem(STORAGE_KEY);
    } catch {
      // Storage may be blocked; the choice then lasts as long as the page.
    }
    for (const listener of listeners) listener();
  },
};
