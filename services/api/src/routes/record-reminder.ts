import { ReminderInput } from '@lapwing/contracts';
import { recordReminder } from '@lapwing/store/reminders/record-reminder';
import { defineRoute } from './define-route.ts';
import { done, jsonBody } from './describe.ts';

export const recordReminderRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/reminders',
    'x-access': { kind: 'PERMISSION', permission: 'outcome:record' },
    tags: ['Outcomes'],
    summary: 'Record that a person reminded a recipient, of all of these or none',
    request: { body: jsonBody(ReminderInput) },
    responses: { 204: done },
  },
  handler: async (c) => {
    await recordReminder(c.get('services').store, c.get('actor'), c.req.valid('json'));
    return c.body(null, 204);
  },
});
