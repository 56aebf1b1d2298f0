import { Category } from '@lapwing/contracts/taxonomy';
import { PINNED_CATEGORIES, RECENT_CATEGORIES } from '../stored-keys.ts';
import { pageMemory } from './page-memory.ts';

/** How many of the categories used last are remembered. */
const RECENT = 3;

export const pinnedCategories = pageMemory(PINNED_CATEGORIES, Category.array(), []);
export const recentCategories = pageMemory(RECENT_CATEGORIES, Category.array(), []);

/** With the category at its end if it was not among the pinned ones, else without it. */
export function toggledPin(pinned: readonly Category[], category: Category): Category[] {
  const others = pinned.filter((other) => other !== category);
  return others.length < pinned.length ? others : [...others, category];
}

/** The categories used last, with this one first. */
export function usedNow(recent: readonly Category[], category: Category): Category[] {
  return [category, ...recent.filter((other) => other !== category)].slice(0, RECENT);
}
