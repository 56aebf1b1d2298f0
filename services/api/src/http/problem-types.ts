import type { ProblemSlug } from '@lapwing/contracts';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Status and title of every problem type (RFC 9457): what is said of the type, never of the single case. */
export const problemTypes: Readonly<Record<ProblemSlug, { status: ContentfulStatusCode; title: string }>> = {
  'invalid-request': { status: 422, title: 'The request has fields that cannot be accepted' },
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'media-refused': { status: 422, title: 'Media is never accepted, only text, addresses and hashes' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'idempotency-key-missing': { status: 400, title: 'The header Idempotency-Key is required' },
  'idempotency-key-reused': { status: 409, title: 'The Idempotency-Key was used for another request' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  'second-factor-required': { status: 403, title: 'Set up a second factor first' },
  'pairing-expired': { status: 401, title: 'The pairing has ended; pair the extension again' },
  forbidden: { status: 403, title: 'Not permitted' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'The method is not allowed here' },
  'claim-lost': { status: 409, title: 'Somebody else holds the claim now' },
  'claim-expired': { status: 409, title: 'The claim has run out' },
  'already-claimed': { status: 409, title: 'Somebody holds this item' },
  stale: { status: 409, title: 'It changed since you saw it' },
  conflict: { status: 409, title: 'This is not possible in the present state' },
  'two-people': { status: 403, title: 'A different person must do this' },
  'already-decided': { status: 409, title: 'You have decided this item already' },
  'transition-refused': { status: 409, title: 'This is not possible in the present state' },
  'law-enforcement-first': { status: 409, title: 'Law enforcement must be notified first' },
  'nothing-to-batch': { status: 409, title: 'There is nothing to put into a batch' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'Not available at the moment; try again' },
  internal: { status: 500, title: 'Something went wrong' },
};
