/** Numbers beside a post that help to see how urgent it is. They are shown to the analyst and not stored. */
export const countNames = ['likes', 'comments', 'shares', 'views'] as const;
export type CountName = (typeof countNames)[number];
export type Counts = Partial<Record<CountName, number>>;

/** What an adapter read. Empty texts: not said by the page. */
export interface Reading {
  url: string;
  /** False for a comment or message that the site gives no address of its own: then it is the page's. */
  hasOwnAddress: boolean;
  authorHandle: string;
  authorId: string;
  text: string;
  /** BCP 47, as the page says it. */
  language: string;
  /** ISO 8601 with a time of day; days alone are left out, since they would say more than is known. */
  postedAt: string;
  parentId: string;
  groupId: string;
  counts: Counts;
}

export const emptyReading: Reading = {
  url: '',
  hasOwnAddress: true,
  authorHandle: '',
  authorId: '',
  text: '',
  language: '',
  postedAt: '',
  parentId: '',
  groupId: '',
  counts: {},
};

/** Whether it says anything beside an address. */
export function saysAnything({ text, authorHandle, authorId, postedAt }: Reading): boolean {
  return text !== '' || authorHandle !== '' || authorId !== '' || postedAt !== '';
}
