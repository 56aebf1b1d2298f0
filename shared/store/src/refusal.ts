import type { DeliveryRefusal, FieldError, ProblemSlug } from '@lapwing/contracts';

/**
 * An expected refusal: the request was understood and means nothing in the present state, or breaks a rule.
 * Nothing was changed. The API answers it as the problem of the same slug.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly slug: ProblemSlug;
  readonly errors: FieldError[];

  constructor(slug: ProblemSlug, detail: string, errors: FieldError[] = []) {
    super(detail);
    this.slug = slug;
    this.errors = errors;
  }
}

/** A refusal that points at one field of the body. */
export function fieldRefusal(pointer: string, code: string, detail: string): Refusal {
  return new Refusal('invalid-request', detail, [{ pointer, code, detail }]);
}

/** A refusal (`conflict`) of sending that says by a code what stands in the way. It points at no field. */
export function sendingRefusal(code: DeliveryRefusal, detail: string): Refusal {
  return new Refusal('conflict', detail, [{ pointer: '', code, detail }]);
}

/** The SQLSTATE and constraint of a database error, or null when the error is none. */
export function databaseError(error: unknown): { code: string; constraint: string | null } | null {
  // Drizzle wraps the driver's error and keeps it as the cause.
  const original = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(original instanceof Error) || !('code' in original) || typeof original.code !== 'string') return null;
  const constraint =
    'constraint' in original && typeof original.constraint === 'string' ? original.constraint : null;
  return { code: original.code, constraint };
}
