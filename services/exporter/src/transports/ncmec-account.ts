import { ncmecOrigins } from '@lapwing/contracts';
import type { Environment } from '@lapwing/store/environment';
import type { NcmecAccount } from './batch-transport.ts';

/** The organisation's account at NCMEC, or null: without both user and password nothing is reported there. */
export function ncmecAccountOf({
  ncmecUser,
  ncmecPassword,
}: Pick<Environment, 'ncmecUser' | 'ncmecPassword'>): NcmecAccount | null {
  if (ncmecUser === undefined || ncmecPassword === undefined) return null;
  return { user: ncmecUser, password: ncmecPassword, origins: ncmecOrigins };
}
