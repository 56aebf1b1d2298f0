import { v5 } from 'uuid';

/** Namespace of the ids that Lapwing makes of its own facts (RFC 9562, version 5). Never changed: ids must come out again. */
const LAPWING = '6b0a4c9e-3a57-4f0e-9c55-0f2b7d1e8a64';

/** A UUID of version 5 that is the same whenever the same parts are named. */
export function deterministicId(...parts: readonly string[]): string {
  return v5(JSON.stringify(parts), LAPWING);
}
