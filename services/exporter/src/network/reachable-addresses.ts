import { isIP, isIPv6, type LookupFunction } from 'node:net';
import type { DeliveryError } from '@lapwing/contracts';
import type { OutsideNetwork } from './outside-network.ts';

/**
 * The addresses of a recipient's host, looked up anew for each call; an error unless every one of them may be connected to.
 */
export async function reachableAddresses(
  network: OutsideNetwork,
  hostname: string,
): Promise<
  { addresses: string[] } | { error: Extract<DeliveryError, 'NAME_NOT_FOUND' | 'ADDRESS_REFUSED'> }
> {
  const literal = hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(literal) === 0 ? await network.resolve(hostname).catch(() => []) : [literal];
  if (addresses.length === 0) return { error: 'NAME_NOT_FOUND' };
  if (!addresses.every((address) => network.mayReach(address))) return { error: 'ADDRESS_REFUSED' };
  return { addresses };
}

/** Binds a connection to addresses that were checked: a name that leads elsewhere a moment later leads nowhere. */
export const lookupOf =
  (addresses: readonly string[]): LookupFunction =>
  (_host, _options, found) =>
    found(
      null,
      addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 })),
    );
