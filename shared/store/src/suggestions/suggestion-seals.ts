import { z } from 'zod';

/** What the classifier is asked, before it is sealed. */
export const SuggestionQuestion = z.strictObject({ text: z.string(), language: z.string().nullable() });
export type SuggestionQuestion = z.infer<typeof SuggestionQuestion>;

/** Question and answer are bound to their request and to which of the two they are. */
export const questionContext = (requestId: string): string => `suggestion:${requestId}:question`;
export const answerContext = (requestId: string): string => `suggestion:${requestId}:answer`;
