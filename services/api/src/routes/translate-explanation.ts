import { TranslationInput, TranslationView } from '@lapwing/contracts';
import { translateExplanation } from '@lapwing/store/translations/translate-explanation';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';
import { IdParameter } from './parameters.ts';

export const translateExplanationRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/decisions/{id}/translations',
    // Whoever may write the explanation.
    'x-access': { kind: 'PERMISSION', permission: 'decision:make' },
    tags: ['Decisions'],
    summary: 'Put the explanation of a confirmation beside itself in another language',
    request: { params: IdParameter, body: jsonBody(TranslationInput) },
    responses: { 201: json('The translation that is sent from now on', TranslationView) },
  },
  handler: async (c) => {
    const input = { decisionId: c.req.valid('param').id, ...c.req.valid('json') };
    return c.json(await translateExplanation(c.get('services').store, c.get('actor'), input), 201);
  },
});
