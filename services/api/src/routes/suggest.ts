import { Suggestion, SuggestionInput } from '@lapwing/contracts';
import { suggestCategories } from '@lapwing/store/suggestions/suggest-categories';
import { defineRoute } from './define-route.ts';
import { json, jsonBody } from './describe.ts';

export const suggestRoute = defineRoute({
  route: {
    method: 'post',
    path: '/v1/suggestions',
    'x-access': { kind: 'PERMISSION', permission: 'flag:create' },
    tags: ['Flags'],
    summary: 'What the classifier would say of a text; nothing of it is kept',
    request: { body: jsonBody(SuggestionInput) },
    responses: { 200: json('A suggestion, for a person to judge', Suggestion) },
  },
  handler: async (c) => {
    const { store, limits } = c.get('services');
    await limits.suggestion(c.get('principal').personId);
    c.header('cache-control', 'no-store');
    return c.json(await suggestCategories(store, c.req.valid('json')), 200);
  },
});
