import { RecipientPreview, RecipientPreviewInput, Referral } from '@lapwing/contracts';
import { z } from 'zod';

/** What the exporter is asked, before it is sealed: the settings, and the referral to show, null for the sample. */
export const PreviewQuestion = z.strictObject({
  ...RecipientPreviewInput.omit({ recipientId: true, real: true }).shape,
  referral: Referral.nullable(),
});
export type PreviewQuestion = z.infer<typeof PreviewQuestion>;

/** What it answers. */
export const PreviewAnswer = RecipientPreview.omit({ source: true });
export type PreviewAnswer = z.infer<typeof PreviewAnswer>;

/** Question and answer are bound to their request and to which of the two they are. */
export const previewQuestionContext = (requestId: string): string => `preview:${requestId}:question`;
export const previewAnswerContext = (requestId: string): string => `preview:${requestId}:answer`;
