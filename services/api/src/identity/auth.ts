import { passkey } from '@better-auth/passkey';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@lapwing/contracts';
import { maySignIn } from '@lapwing/store/identity/principal';
import type { Logger } from '@lapwing/store/logging';
import {
  authAccounts,
  authDeviceCodes,
  authPasskeys,
  authSessions,
  authTwoFactors,
  authUsers,
  authVerifications,
} from '@lapwing/store/schema/identity';
import type { Store } from '@lapwing/store/store';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { APIError, isAPIError } from 'better-auth/api';
import { deviceAuthorization, twoFactor } from 'better-auth/plugins';
import { isSameOrigin } from '../access/same-origin.ts';
import { lapwingRules } from './lapwing-rules.ts';

/** Under this name an extension asks for a device code (RFC 8628, section 3.1). */
export const DEVICE_CLIENT_ID = 'lapwing-extension';

const SESSION_SECONDS = 12 * 3_600;

interface AuthOptions {
  store: Store;
  publicUrl: string;
  secret: string;
  organisationName: string;
  log: Logger;
}

/**
 * Identity: better-auth on our own tables, below `/v1/auth`. Nobody signs up; whoever was invited has an account.
 * Sessions last twelve hours from their last use.
 */
export function createAuth({ store, publicUrl, secret, organisationName, log }: AuthOptions) {
  return betterAuth({
    appName: `Lapwing (${organisationName})`,
    baseURL: publicUrl,
    basePath: '/v1/auth',
    secret,
    telemetry: { enabled: false },
    database: drizzleAdapter(store.db, {
      provider: 'pg',
      transaction: true,
      schema: {
        user: authUsers,
        session: authSessions,
        account: authAccounts,
        verification: authVerifications,
        twoFactor: authTwoFactors,
        passkey: authPasskeys,
        deviceCode: authDeviceCodes,
      },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    session: { expiresIn: SESSION_SECONDS, updateAge: SESSION_SECONDS / 24, freshAge: SESSION_SECONDS },
    // One limiter for everything is ours; see access/rate-limits.ts.
    rateLimit: { enabled: false },
    // A browser that says "same-origin" spoke from the page it loaded from us, under whatever name it reached us.
    trustedOrigins: (request) => {
      const origin = request?.headers.get('origin');
      return origin && request && isSameOrigin(request.headers, publicUrl) ? [origin] : [];
    },
    advanced: {
      cookiePrefix: 'lapwing',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      // Addresses of people are nobody's business here; the request id leads to the proxy's log where needed.
      ipAddress: { disableIpTracking: true },
      database: { validateSchema: false },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            if (!(await maySignIn(store.db, session.userId)))
              throw new APIError('FORBIDDEN', {
                code: 'DEACTIVATED',
                message: 'This account is deactivated',
              });
          },
        },
      },
    },
    onAPIError: {
      // Everything but the library's own refusals goes on to the one place that turns errors into answers.
      onError: (error) => {
        if (!isAPIError(error)) throw error;
      },
    },
    logger: {
      level: 'error',
      log: (level, message) => log[level](`identity: ${message}`),
    },
    plugins: [
      twoFactor({ issuer: `Lapwing (${organisationName})` }),
      passkey({
        rpID: new URL(publicUrl).hostname,
        rpName: `Lapwing (${organisationName})`,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: {
          afterVerification: ({ verification }) => {
            if (verification.registrationInfo?.userVerified !== true) throw unverifiedUser();
          },
        },
        authentication: {
          afterVerification: ({ verification }) => {
            if (!verification.authenticationInfo.userVerified) throw unverifiedUser();
          },
        },
      }),
      deviceAuthorization({
        verificationUri: `${publicUrl}/pair`,
        expiresIn: '15m',
        interval: '5s',
        validateClient: (clientId) => clientId === DEVICE_CLIENT_ID,
      }),
      // Last, so that its hooks see what the others made of the request.
      lapwingRules(store),
    ],
  });
}

/** A passkey stands for two factors only where the device checked who holds it (PIN, finger, face). */
function unverifiedUser(): APIError {
  return new APIError('FORBIDDEN', {
    code: 'USER_NOT_VERIFIED',
    message: 'Use a passkey that asks for a PIN, a finger or a face',
  });
}

export type Auth = ReturnType<typeof createAuth>;
