import { OutcomeFileInput, OutcomePlan } from '@lapwing/contracts';
import { previewOutcomeFile } from '@lapwing/store/outcomes/preview-outcome-file';
import { defineRoute } from './define-route.ts';
import { json, jsonBody, OUTCOME_FILE_BYTES } from './describe.ts';

export const previewOutcomeFileRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/outcome-files/preview',
    'x-access': { kind: 'PERMISSION', permission: 'outcome:record' },
    'x-largest-body': OUTCOME_FILE_BYTES,
    tags: ['Outcomes'],
    summary: "See what would be recorded of a recipient's file of outcomes",
    description: 'Changes nothing. Takes the cells of the file; the file itself stays where it is.',
    request: { body: jsonBody(OutcomeFileInput) },
    responses: { 200: json('What would become of each line', OutcomePlan) },
  },
  handler: async (c) => c.json(await previewOutcomeFile(c.get('services').store, c.req.valid('json')), 200),
});
