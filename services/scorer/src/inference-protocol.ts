import {
  Abstention,
  LanguageTag,
  MAX_SCORE_SPANS,
  ModelFacts,
  Probabilities,
  ScoreSpan,
} from '@lapwing/contracts';
import { z } from 'zod';

/** What the scorer and its inference child say to each other over the process channel. */

/** A language that is no tag is one that nobody knows: an odd one in the database must not keep an item from its score. */
export const Post = z.strictObject({ text: z.string(), lang: LanguageTag.catch('und').optional() });
export type Post = z.infer<typeof Post>;

/** Scorer → child: score these posts, answer under this number. */
export const ScoreRequest = z.strictObject({ request: z.number().int(), posts: z.array(Post) });
export type ScoreRequest = z.infer<typeof ScoreRequest>;

/** Of one post. Not strict: what else a model says is left behind here. */
export const PostScore = z.object({
  risk: z.number().min(0).max(1),
  probabilities: Probabilities,
  abstained: z.boolean(),
  abstention: Abstention.nullish(),
  knownWords: z.number().min(0).max(1).optional(),
  spans: z.array(ScoreSpan).max(MAX_SCORE_SPANS),
});
export type PostScore = z.infer<typeof PostScore>;

/** Child → scorer. */
export const ChildMessage = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('READY'),
    model: ModelFacts,
    backend: z.string(),
    notes: z.array(z.string()),
  }),
  z.strictObject({ kind: z.literal('SCORED'), request: z.number().int(), scores: z.array(PostScore) }),
  z.strictObject({ kind: z.literal('FAILED'), request: z.number().int(), error: z.string() }),
  z.strictObject({ kind: z.literal('UNUSABLE'), error: z.string() }),
]);
export type ChildMessage = z.infer<typeof ChildMessage>;
