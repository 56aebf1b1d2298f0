import ipaddr from 'ipaddr.js';

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address belongs to the public internet. Everything that IANA keeps for a special purpose does not:
 * private, loopback, link-local and carrier-grade NAT addresses, multicast, documentation, and IPv6 addresses that carry
 * an IPv4 address inside (mapped, NAT64, 6to4, Teredo), because a gateway could lead them anywhere.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv6 ? parsed.match(globalUnicast) : true;
}
