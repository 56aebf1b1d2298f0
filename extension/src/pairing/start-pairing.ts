import { DEVICE_CLIENT_ID } from '../extension-identity.ts';
import { type Answer, askServer, type Fetch } from '../server/ask-server.ts';
import { DeviceCode, type PendingPairing } from './device-authorization.ts';

/** Asks the server for a code that a signed-in person approves in the console (RFC 8628, section 3.1). */
export async function startPairing(
  server: string,
  now: number,
  fetch: Fetch,
): Promise<Exclude<Answer<never>, { kind: 'OK' }> | { kind: 'OK'; value: PendingPairing }> {
  const answer = await askServer(
    {
      server,
      token: null,
      method: 'POST',
      path: '/v1/auth/device/code',
      body: { client_id: DEVICE_CLIENT_ID },
      answer: DeviceCode,
    },
    fetch,
  );
  if (answer.kind !== 'OK') return answer;
  const code = answer.value;
  return {
    kind: 'OK',
    value: {
      server,
      deviceCode: code.device_code,
      userCode: code.user_code,
      verificationUrl: code.verification_uri_complete ?? code.verification_uri,
      expiresAt: now + code.expires_in * 1_000,
      intervalMs: code.interval * 1_000,
    },
  };
}
