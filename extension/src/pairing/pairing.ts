import { Me } from '@lapwing/contracts/person';
import { z } from 'zod';
import type { Owner } from '../outbox/outbox-entry.ts';

/**
 * What is remembered of being paired. `token` is null when the server stopped knowing it: the person stays, so
 * that flags can still be saved and are sent once the same person pairs again.
 */
export const Pairing = z.object({
  server: z.string(),
  token: z.string().nullable(),
  me: Me,
});
export type Pairing = z.infer<typeof Pairing>;

export function ownerOf(pairing: Pairing): Owner {
  return { server: pairing.server, personId: pairing.me.personId };
}
