import { createHash, randomBytes } from 'node:crypto';

/** What a token is for, readable in its first letters, so that a leaked one can be recognised and traced. */
const prefixes = { EXTENSION: 'lwx_', API_TOKEN: 'lwt_', INVITATION: 'lwi_', PHONE_LINK: 'lwp_' } as const;

/** A new secret of 256 random bits, and the hash under which it is kept. The secret itself is shown once. */
export function mintToken(purpose: keyof typeof prefixes): { token: string; hash: string } {
  const token = `${prefixes[purpose]}${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashToken(token) };
}

/** SHA-256 is enough for a secret of 256 random bits: there is nothing to guess. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
