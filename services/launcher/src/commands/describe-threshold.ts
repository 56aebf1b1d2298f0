import { STANDARD_RISK_THRESHOLD } from '@lapwing/contracts';

/** A version's threshold for a terminal; says where it has none of its own. */
export const describeThreshold = (threshold: number | null): string =>
  `${((threshold ?? STANDARD_RISK_THRESHOLD) * 100).toFixed(1)} %${threshold === null ? ' (none was kept when it was added)' : ''}`;
