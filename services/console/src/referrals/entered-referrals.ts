import { z } from 'zod';

const Ids = z.array(z.string()).catch([]);

/** Which referrals of a batch were entered in a form, by their ids: in this tab, until it is closed. */
export function enteredReferrals(batchId: string) {
  const key = `lapwing.entered.${batchId}`;
  return {
    read: (): ReadonlySet<string> => {
      try {
        return new Set(Ids.parse(JSON.parse(sessionStorage.getItem(key) ?? '[]')));
      } catch {
        return new Set();
      }
    },
    write: (ids: ReadonlySet<string>): void => {
      try {
        sessionStorage.setItem(key, JSON.stringify([...ids]));
      } catch {
        // Storage may be blocked; the marks then last as long as the page.
      }
    },
  };
}
