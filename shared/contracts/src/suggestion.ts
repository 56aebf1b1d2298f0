import { z } from 'zod';
import { Category, Platform } from './taxonomy.ts';
import { LanguageTag, MAX_TEXT_LENGTH, text } from './text.ts';

/** Most categories that are suggested, and how probable each has to be. */
export const MOST_SUGGESTED = 3;
export const LEAST_PROBABLE = 0.1;

/** Body of `POST /v1/suggestions`: what an analyst sees of a post, before she flags it. Kept nowhere. */
export const SuggestionInput = z
  .strictObject({
    text: text(MAX_TEXT_LENGTH, 1),
    language: LanguageTag.optional(),
    /** Where the post is. The models of today read text and language only, so it goes no further than this. */
    platform: Platform.optional(),
  })
  .meta({ id: 'SuggestionInput' });
export type SuggestionInput = z.infer<typeof SuggestionInput>;

/**
 * What the classifier would say of a text. Shown when it was asked for, never preselected (rule 4). `categories` are at
 * most three, the most probable first; none where it is unsure.
 */
export const Suggestion = z
  .object({
    /** Version of the classifier. */
    model: z.string(),
    /** Probability that anything is wrong with it, 0–1. */
    risk: z.number().min(0).max(1),
    /** It has no ground for an answer: the text is too short, in another language, or of unknown words. */
    unsure: z.boolean(),
    categories: z
      .array(z.object({ category: Category, probability: z.number().min(0).max(1) }))
      .max(MOST_SUGGESTED),
  })
  .meta({ id: 'Suggestion' });
export type Suggestion = z.infer<typeof Suggestion>;
