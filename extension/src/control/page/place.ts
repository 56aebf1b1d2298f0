/** Height of the control, and its width while it says nothing, in CSS pixels. */
export const SIZE = 28;
/** Between the control and what it stands beside. */
const GAP = 6;
/** Less of a post than this in the window has no control. */
const LEAST = { width: 64, height: 20 };
/** How far from the pointer it appears at least, so that nothing comes under a press. */
const CLEAR = 8;

export interface Point {
  x: number;
  y: number;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Where the control stands in the window. */
export interface Spot {
  top: number;
  left: number;
  /** The side that stays where it is while the control grows to say what it does. */
  fixed: 'left' | 'right';
}

/**
 * Where the control of a post stands: beside its first line where the page leaves room, else on its upper edge; on the
 * side where lines end. Never where the pointer is.
 *
 * @param view width and height of the window
 * @param rightToLeft how the post is written
 * @returns null where too little of the post is seen
 */
export function placeControl(
  post: Box,
  view: { width: number; height: number },
  rightToLeft: boolean,
  pointer: Point | null,
): Spot | null {
  const seen = {
    width: Math.min(post.right, view.width) - Math.max(post.left, 0),
    height: Math.min(post.bottom, view.height) - Math.max(post.top, 0),
  };
  if (seen.width < LEAST.width || seen.height < LEAST.height) return null;
  const within = (value: number, most: number) => Math.max(GAP, Math.min(value, most - SIZE - GAP));
  const beside: Spot[] = rightToLeft
    ? [{ top: within(post.top, view.height), left: post.left - GAP - SIZE, fixed: 'left' }]
    : [{ top: within(post.top, view.height), left: post.right + GAP, fixed: 'right' }];
  const edge = within(post.top - SIZE / 2, view.height);
  const onEdge: Spot[] = [
    { top: edge, left: within(post.right - GAP - SIZE, view.width), fixed: 'right' },
    { top: edge, left: within(post.left + GAP, view.width), fixed: 'left' },
  ];
  const spots = [...beside, ...(rightToLeft ? onEdge.toReversed() : onEdge)];
  return spots.find((spot) => fits(spot, view.width) && !isAt(boxOf(spot), pointer, CLEAR)) ?? null;
}

const fits = ({ left }: Spot, width: number) => left >= GAP && left + SIZE + GAP <= width;

const boxOf = ({ left, top }: Spot): Box => ({ left, top, right: left + SIZE, bottom: top + SIZE });

/** Whether the point is in the box, or no further from it than `slack`. */
export function isAt(box: Box, point: Point | null, slack: number): boolean {
  return (
    point !== null &&
    point.x >= box.left - slack &&
    point.x <= box.right + slack &&
    point.y >= box.top - slack &&
    point.y <= box.bottom + slack
  );
}
