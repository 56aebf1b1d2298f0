import { z } from 'zod';

/** Texts opened in a day before a break is offered, and again after as many more. */
export const TEXTS_BEFORE_BREAK = 25;
const STORAGE_KEY = 'lapwing.exposure';

const Exposure = z.object({
  day: z.string(),
  opened: z.number().int().min(0),
  /** How many were opened when a break was last taken or put off. */
  answeredAt: z.number().int().min(0),
});
export type Exposure = z.infer<typeof Exposure>;

/** Today's exposure out of what was stored; a new day starts at nothing. */
export function exposureOf(stored: string | null, day: string): Exposure {
  const fresh = { day, opened: 0, answeredAt: 0 };
  if (stored === null) return fresh;
  try {
    const parsed = Exposure.safeParse(JSON.parse(stored));
    return parsed.success && parsed.data.day === day ? parsed.data : fresh;
  } catch {
    return fresh;
  }
}

/** Whether a break is due. */
export function isBreakDue(exposure: Exposure): boolean {
  return exposure.opened - exposure.answeredAt >= TEXTS_BEFORE_BREAK;
}

const listeners = new Set<() => void>();
let current: Exposure | null = null;

function today(): string {
  return new Intl.DateTimeFormat('sv-SE').format(new Date());
}

function read(): Exposure {
  const day = today();
  if (current?.day === day) return current;
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(STORAGE_KEY);
  } catch {
    // Storage may be blocked; counting then lasts as long as the page.
  }
  current = exposureOf(stored, day);
  return current;
}

function write(next: Exposure): void {
  current = next;
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(next));
  } catch {
    // See above.
  }
  for (const listener of listeners) listener();
}

/** How much was opened on this device today. It is for the person alone and is never sent anywhere. */
export const exposureStore = {
  get: read,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Counts texts that were just opened. */
  add: (texts: number): void => write({ ...read(), opened: read().opened + texts }),
  /** A break was taken or put off: the next is offered after as many texts again. */
  answer: (): void => write({ ...read(), answeredAt: read().opened }),
};
