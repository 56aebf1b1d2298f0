export type { VerificationReport } from './verify/check-batch.ts';
export type { Finding } from './verify/finding.ts';
export { verifyPath } from './verify/verify-path.ts';
