import { sql } from 'drizzle-orm';

/**
 * Conclusions as SQL: the decision that ended a round of review, be it the only one, the second reviewer's or the
 * lead's. Spelled as the partial index decisions_concluded spells it.
 */
export const isConclusion = sql.raw(`d.to_state in ('CONFIRMED', 'DISMISSED')`);
