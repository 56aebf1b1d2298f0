import { z } from 'zod';

/** What the exporter answers, before it is sealed. What it is asked are the contents of the report. */
export const ReportAnswer = z.object({ name: z.string(), mediaType: z.string(), bytes: z.base64() });

/** Question and answer are bound to their request and to which of the two they are. */
export const reportQuestionContext = (requestId: string): string => `report:${requestId}:question`;
export const reportAnswerContext = (requestId: string): string => `report:${requestId}:answer`;
