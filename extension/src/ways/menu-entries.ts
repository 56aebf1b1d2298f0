/** Where the browser offers an entry of the context menu, in its own words. */
type MenuContext = 'page' | 'link' | 'selection' | 'image' | 'video' | 'audio';

/** Entries of the context menu, in their order. */
export const menuEntries = {
  // What is pressed on is inside of a post, whatever it is: a link, a picture, chosen words.
  post: ['page', 'link', 'selection', 'image', 'video', 'audio'],
  selection: ['selection'],
  link: ['link'],
  account: ['page', 'link', 'image', 'video'],
  page: ['page'],
  collect: ['page', 'link', 'selection', 'image', 'video', 'audio'],
} as const satisfies Record<string, readonly MenuContext[]>;
export type MenuEntry = keyof typeof menuEntries;

/** Whether it is one of ours. */
export function isMenuEntry(id: unknown): id is MenuEntry {
  return typeof id === 'string' && Object.hasOwn(menuEntries, id);
}
