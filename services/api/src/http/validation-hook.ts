import type { FieldError } from '@lapwing/contracts';
import type { z } from 'zod';
import { ApiProblem } from './api-problem.ts';

const escapePart = (part: PropertyKey) => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

const pointerPrefixes: Readonly<Record<string, string>> = {
  query: '#query',
  header: '#header',
  param: '#path',
  cookie: '#cookie',
};

const pointerTo = (target: string, path: readonly PropertyKey[]): string => {
  const prefix = pointerPrefixes[target] ?? '';
  return `${prefix}${path.map((part) => `/${escapePart(part)}`).join('')}`;
};

/** One error per field at fault; an unknown field gets its own, by name. */
function fieldErrors(target: string, issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointerTo(target, [...issue.path, key]),
      code: 'unrecognized_keys',
      detail: 'There is no such field',
    }));
  }
  return [{ pointer: pointerTo(target, issue.path), code: issue.code, detail: issue.message }];
}

/** What happens when a schema refuses a part of a request. */
export function onInvalid(
  result: { target: string } & ({ success: true } | { success: false; error: z.ZodError }),
) {
  if (result.success) return;
  const errors = result.error.issues.flatMap((issue) => fieldErrors(result.target, issue));
  const first = errors[0];
  if (result.target === 'header' && first?.pointer === '#header/idempotency-key')
    throw new ApiProblem('idempotency-key-missing', 'Send an Idempotency-Key of 8 to 200 characters', {
      errors,
    });
  throw new ApiProblem('invalid-request', first?.detail ?? 'The request cannot be accepted', { errors });
}
