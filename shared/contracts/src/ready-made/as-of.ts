/** The day on which the facts of the ready-made recipients were last checked. */
export const AS_OF = '2026-11-28';
