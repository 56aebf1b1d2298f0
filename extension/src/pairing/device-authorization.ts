import { z } from 'zod';

/** Answer of the device authorization endpoint: RFC 8628, section 3.2. Times in seconds. */
export const DeviceCode = z.object({
  device_code: z.string().min(1),
  user_code: z.string().min(1),
  verification_uri: z.url({ protocol: /^https?$/ }),
  verification_uri_complete: z.url({ protocol: /^https?$/ }).optional(),
  expires_in: z.number().positive(),
  interval: z.number().positive().default(5),
});
export type DeviceCode = z.infer<typeof DeviceCode>;

/** Answer of the token endpoint: RFC 6749, section 5.1. */
export const DeviceToken = z.object({ access_token: z.string().min(1) });

/** Error of the token endpoint: RFC 8628, section 3.5. */
export const DeviceTokenError = z.object({ error: z.string() });

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** A pairing that a person has been asked to approve. `expiresAt`: ms since the epoch; `intervalMs`: between polls. */
export const PendingPairing = z.object({
  server: z.string(),
  deviceCode: z.string(),
  userCode: z.string(),
  verificationUrl: z.string(),
  expiresAt: z.number(),
  intervalMs: z.number(),
});
export type PendingPairing = z.infer<typeof PendingPairing>;
