import type { FieldError, ProblemSlug } from '@lapwing/contracts';

/** A refusal that the API itself makes, before any verb of the store is asked. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly slug: ProblemSlug;
  readonly errors: FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    slug: ProblemSlug,
    detail: string,
    more: { errors?: FieldError[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.slug = slug;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }
}
