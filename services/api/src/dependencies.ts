import type { Environment } from '@lapwing/store/environment';
import type { Logger } from '@lapwing/store/logging';
import type { Store } from '@lapwing/store/store';
import type { Redis } from 'ioredis';
import type { RequestLog } from './http/request-log.ts';

/** The settings that the API reads. */
export type ApiSettings = Pick<
  Environment,
  | 'publicUrl'
  | 'organisationName'
  | 'emergencyContacts'
  | 'claimMinutes'
  | 'rateLimitPerMinute'
  | 'trustProxy'
>;

/** Everything the API needs of the outside; tests give their own. */
export interface Dependencies {
  store: Store;
  settings: ApiSettings;
  /** At least 32 characters; signs session cookies and encrypts TOTP secrets. */
  authSecret: string;
  /** For the rate limits. Null where there is no Redis: each process then counts for itself. */
  redis: Redis | null;
  log: Logger;
  /** Where one line per request goes. */
  requestLog: Pick<RequestLog, 'info'>;
  /** Absolute path of the console's build, or null to serve none. */
  consoleDirectory: string | null;
}
