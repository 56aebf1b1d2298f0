import { findPersonalData, type Place } from '@lapwing/contracts/personal-data/find-personal-data';
import { colleaguesNamed } from '../decisions/refuse-personal-data.ts';
import { schoolsNamed } from '../personal-data/schools-named.ts';
import type { Database, Transaction } from '../store.ts';

/** Stands where somebody was named. */
const MARK = '[…]';

/**
 * Notices to law enforcement as they may leave. Which agency was told is written by hand and in a hurry, and says at times
 * who picked up the telephone: in place of the names of people who work here, and of personal data, stands `[…]`. A listed
 * school counts where the text calls it a school: a police station is called like its district, and so are many schools.
 */
export async function agenciesWithoutNames<Notice extends { agency: string | null }>(
  db: Database | Transaction,
  notices: readonly Notice[],
): Promise<Notice[]> {
  const agencies = new Set(notices.flatMap(({ agency }) => agency ?? []));
  const neutral = new Map<string, string>();
  for (const agency of agencies)
    neutral.set(
      agency,
      without(agency, [
        ...(await colleaguesNamed(db, agency)),
        ...findPersonalData(agency, await schoolsNamed(db, agency, { onlyCalled: true })),
      ]),
    );
  return notices.map((notice) =>
    notice.agency === null ? notice : { ...notice, agency: neutral.get(notice.agency) ?? MARK },
  );
}

function without(text: string, places: readonly Place[]): string {
  const kept: string[] = [];
  let end = 0;
  for (const place of places.toSorted((a, b) => a.start - b.start)) {
    // Places may overlap: a colleague is found by her name and by her title.
    if (place.start >= end) kept.push(text.slice(end, place.start), MARK);
    end = Math.max(end, place.end);
  }
  return [...kept, text.slice(end)].join('');
}
