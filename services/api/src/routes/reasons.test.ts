import { expect, it } from 'vitest';
import { z } from 'zod';
import { routes } from './index.ts';

/** Everything that the answers of a route can hold, as JSON Schema. */
const answersOf = (responses: (typeof routes)[number]['route']['responses']): string =>
  Object.values(responses)
    .flatMap((response) => ('content' in response ? Object.values(response.content ?? {}) : []))
    .map((media) =>
      media?.schema instanceof z.ZodType
        ? JSON.stringify(z.toJSONSchema(media.schema, { unrepresentable: 'any' }))
        : JSON.stringify(media?.schema ?? null),
    )
    .join();

it('tells which words moved a score only together with the text, when it was opened (rules 7 and 10)', () => {
  const telling = routes
    .filter(({ route }) => /"(spans|weight|reasonsFor)"/.test(answersOf(route.responses)))
    .map(({ route }) => `${route.method.toUpperCase()} ${route.path}`);
  expect(telling).toEqual(['POST /v1/items/{id}/open-text']);
});
