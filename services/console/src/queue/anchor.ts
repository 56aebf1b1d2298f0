/** What must not move while the list changes: a row, and how far below the top of the view it stands, in pixels. */
export interface Anchor {
  id: string;
  offset: number;
}

/**
 * Chooses the row that must not move: the selected one while it is in view, else the first whole row in view.
 * Null when nothing is being read: the list is at its top, nothing is selected in view and nobody points at it.
 */
export function chooseAnchor(
  ids: readonly string[],
  selected: string | null,
  scrollTop: number,
  viewHeight: number,
  rowHeight: number,
  pointed: boolean,
): Anchor | null {
  const at = selected === null ? -1 : ids.indexOf(selected);
  const top = at * rowHeight - scrollTop;
  if (at >= 0 && selected !== null && top > -rowHeight && top < viewHeight)
    return { id: selected, offset: top };
  if (scrollTop <= 0 && !pointed) return null;
  const first = Math.max(0, Math.ceil(scrollTop / rowHeight));
  const id = ids[first] ?? ids.at(-1);
  return id === undefined ? null : { id, offset: first * rowHeight - scrollTop };
}

/** Where to scroll so that the anchor stands where it stood; null when it is gone or nothing has to move. */
export function keepAnchor(ids: readonly string[], anchor: Anchor | null, rowHeight: number): number | null {
  if (!anchor) return null;
  const index = ids.indexOf(anchor.id);
  return index < 0 ? null : Math.max(0, index * rowHeight - anchor.offset);
}

/** Ids that were not there before and stand above the view: what "new above" counts. */
export function newAbove(
  before: ReadonlySet<string>,
  ids: readonly string[],
  scrollTop: number,
  rowHeight: number,
): string[] {
  return ids.slice(0, Math.floor(scrollTop / rowHeight)).filter((id) => !before.has(id));
}
