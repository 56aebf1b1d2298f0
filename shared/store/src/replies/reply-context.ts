/** What the content of a reply is sealed for. */
export const replyContext = (replyId: string): string => `reply:${replyId}`;
