import { describe, expect, it } from 'vitest';
import type { Fetch } from '../server/ask-server.ts';
import type { Pairing } from './pairing.ts';
import { revokePairing } from './revoke-pairing.ts';

const pairing: Pairing = {
  server: 'https://lapwing.example',
  token: 'secret',
  me: {
    personId: '7f3d2c1a-1111-4111-8111-111111111111',
    name: 'Somchai',
    email: 'somchai@lapwing.example',
    pseudonym: 'Heron 12',
    roles: ['analyst'],
    permissions: ['self:read'],
    secondFactor: true,
    organisation: 'Lapwing Test',
    emergencyContacts: [],
  },
};
const problem = { type: 'x', slug: 'unauthenticated', title: 'No', status: 401, requestId: 'r' };

describe('ending a pairing', () => {
  it('ends the token that asks, and no other', async () => {
    const seen: string[] = [];
    const done = await revokePairing(pairing, async (url, init) => {
      seen.push(`${init.method} ${url}`);
      return new Response(null, { status: 204 });
    });
    expect(done).toBe(true);
    expect(seen).toEqual(['DELETE https://lapwing.example/v1/me/credentials/current']);
  });

  it('is done when the server does not know the token any more', async () => {
    const gone: Fetch = async () => new Response(JSON.stringify(problem), { status: 401 });
    expect(await revokePairing(pairing, gone)).toBe(true);
  });

  it('is not done while the server cannot be reached, because the token still works', async () => {
    const away: Fetch = async () => {
      throw new TypeError('Failed to fetch');
    };
    expect(await revokePairing(pairing, away)).toBe(false);
    const broken: Fetch = async () => new Response('<h1>Bad gateway</h1>', { status: 502 });
    expect(await revokePairing(pairing, broken)).toBe(false);
  });
});
