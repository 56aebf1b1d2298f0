import type { EvidenceGround } from '@lapwing/contracts';
import { troubleOf } from '../api/request.ts';

const fields = ['agency', 'authority', 'reference', 'legalBasis'] as const;

/** The fields of the ground that a refused request points at because they name somebody who works here. */
export function refusedGround(error: unknown): ReadonlySet<keyof EvidenceGround> {
  const trouble = error === null ? null : troubleOf(error);
  const errors = trouble?.kind === 'problem' ? (trouble.problem.errors ?? []) : [];
  return new Set(
    fields.filter((field) =>
      errors.some(({ pointer, code }) => pointer === `/ground/${field}` && code === 'names_a_colleague'),
    ),
  );
}
