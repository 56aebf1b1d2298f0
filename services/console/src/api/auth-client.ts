import { passkeyClient } from '@better-auth/passkey/client';
import { createAuthClient } from 'better-auth/client';
import { deviceAuthorizationClient, twoFactorClient } from 'better-auth/client/plugins';

/** Sign-in, second factors and pairing: better-auth's own client, on this origin. */
export const auth = createAuthClient({
  baseURL: `${window.location.origin}/v1/auth`,
  plugins: [twoFactorClient(), passkeyClient(), deviceAuthorizationClient()],
});
