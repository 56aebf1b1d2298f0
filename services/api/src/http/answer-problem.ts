import { type FieldError, type Problem, type ProblemSlug, TransitionRefused } from '@lapwing/contracts';
import { describeError } from '@lapwing/store/logging';
import { Refusal } from '@lapwing/store/refusal';
import type { Context, ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ApiEnv } from '../api-env.ts';
import { ApiProblem } from './api-problem.ts';
import { problemTypes } from './problem-types.ts';
import { isUnavailability } from './unavailability.ts';

const RETRY_AFTER_SECONDS = 5;

/** The answer for a problem: `application/problem+json` as in RFC 9457, with the request id. */
export function answerProblem(
  c: Context<ApiEnv>,
  slug: ProblemSlug,
  more: {
    detail?: string;
    errors?: readonly FieldError[];
    headers?: Readonly<Record<string, string>>;
  } = {},
): Response {
  const { status, title } = problemTypes[slug];
  const problem: Problem = {
    type: `${c.get('services').settings.publicUrl}/problems/${slug}`,
    slug,
    title,
    status,
    ...(more.detail ? { detail: more.detail } : {}),
    requestId: c.get('requestId'),
    ...(more.errors && more.errors.length > 0 ? { errors: [...more.errors] } : {}),
  };
  for (const [name, value] of Object.entries(more.headers ?? {})) c.header(name, value);
  if (status === 401) c.header('www-authenticate', 'Bearer realm="lapwing"');
  if (slug === 'unavailable') c.header('retry-after', String(RETRY_AFTER_SECONDS));
  c.header('cache-control', 'no-store');
  return c.body(JSON.stringify(problem), status, { 'content-type': 'application/problem+json' });
}

/** The one place where errors become answers. Nothing of an unexpected error is told, only logged. */
export const onError: ErrorHandler<ApiEnv> = (error, c) => {
  if (error instanceof ApiProblem)
    return answerProblem(c, error.slug, {
      detail: error.message,
      errors: error.errors,
      headers: error.headers,
    });
  if (error instanceof Refusal)
    return answerProblem(c, error.slug, { detail: error.message, errors: error.errors });
  if (error instanceof TransitionRefused)
    return answerProblem(c, 'transition-refused', { detail: error.message });
  if (error instanceof HTTPException && error.status === 415)
    return answerProblem(c, 'unsupported-media-type');
  if (error instanceof HTTPException && error.status === 400) return answerProblem(c, 'malformed-json');
  const requestId = c.get('requestId');
  const services = c.get('services');
  if (isUnavailability(error)) {
    services.log.warn({ requestId, err: describeError(error) }, 'the database is away');
    return answerProblem(c, 'unavailable');
  }
  services.log.error({ requestId, err: describeError(error) }, 'a request failed unexpectedly');
  return answerProblem(c, 'internal');
};
