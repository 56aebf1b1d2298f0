import type { RecipientDraft } from './recipient-draft.ts';

/** What a part of the form of a recipient gets: the draft, how to change it, and what is wrong with it. */
export interface RecipientPartProps {
  draft: RecipientDraft;
  change: (next: Partial<RecipientDraft>) => void;
  configure: (next: Partial<RecipientDraft['configuration']>) => void;
  /** What is wrong with the field of this path, as "configuration.hosts"; undefined where nothing is. */
  errorOf: (path: string) => string | undefined;
}
