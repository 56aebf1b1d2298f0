export type { Finding, VerificationReport } from './verify/check-batch.ts';
export { verifyPath } from './verify/verify-path.ts';
