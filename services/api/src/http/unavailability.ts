import { databaseError } from '@lapwing/store/refusal';

/** Errors of the network under the database driver. */
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EACCES',
]);

/**
 * SQLSTATEs that say "not now": connection trouble (08), no disk, memory or connections (53), a lost race (40001,
 * 40P01), cancelled by the time limit (57014), shutting down or starting (57P01-03), read-only fail-over (25006),
 * I/O error (58030), lock not to be had (55P03). PostgreSQL 18, appendix A.
 */
const passingState = /^(?:08...|53...|40001|40P01|57014|57P0[1-3]|25006|58030|55P03)$/;

/** Errors without a code that `pg` and its pool throw when the server is away. */
const driverMessage =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Query read timeout|Client was closed/i;

/** Whether an error means that the database is away or full for now, so that the same request can succeed later. */
export function isUnavailability(error: unknown): boolean {
  const known = databaseError(error);
  if (known !== null) return networkCodes.has(known.code) || passingState.test(known.code);
  const original = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return original instanceof Error && driverMessage.test(original.message);
}
