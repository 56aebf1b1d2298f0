import type { DueRecheck } from '@lapwing/contracts/recheck';
import type { Pairing } from '../../pairing/pairing.ts';
import { readRechecks } from '../../server/read-rechecks.ts';
import { type PagesState, usePages } from '../use-pages.ts';

export interface RechecksState extends Omit<PagesState<never>, 'pages'> {
  due: readonly DueRecheck[];
  /** When the next look will be due, ISO 8601, or null. */
  nextDueAt: string | null;
}

/** What the analyst should look at again now, page by page; read anew when `version` changes. */
export function useRechecks(pairing: Pairing, version: number): RechecksState {
  const { pages, ...state } = usePages(pairing, version, readRechecks);
  return {
    ...state,
    due: pages.flatMap(({ rechecks }) => rechecks),
    nextDueAt: pages.at(-1)?.nextDueAt ?? null,
  };
}
