import { OutcomeFileConfirmed, OutcomeFileRecorded } from '@lapwing/contracts';
import { recordOutcomeFile } from '@lapwing/store/outcomes/record-outcome-file';
import { defineRoute } from './define-route.ts';
import { json, jsonBody, OUTCOME_FILE_BYTES } from './describe.ts';

export const recordOutcomeFileRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/outcome-files',
    'x-access': { kind: 'PERMISSION', permission: 'outcome:record' },
    'x-largest-body': OUTCOME_FILE_BYTES,
    tags: ['Outcomes'],
    summary: "Record a recipient's file of outcomes as the preview showed it",
    description:
      'All or nothing. `plan` is that of the preview; where something else would be recorded by now it is refused as `stale`. A file that was recorded before changes nothing.',
    request: { body: jsonBody(OutcomeFileConfirmed) },
    responses: { 201: json('What was done', OutcomeFileRecorded) },
  },
  handler: async (c) =>
    c.json(await recordOutcomeFile(c.get('services').store, c.get('actor'), c.req.valid('json')), 201),
});
