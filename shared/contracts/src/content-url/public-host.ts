const localNames = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa)$/;
const publicName = /^(?:[a-z\d_](?:[a-z\d_-]{0,62})\.)+(?=[a-z\d-]*[a-z])[a-z\d][a-z\d-]{0,61}[a-z\d]$/;

/**
 * What a host is: PUBLIC (the open web), LOCAL (this machine, a private or link-local network, a name without a
 * dot) or INVALID. Takes the host as WHATWG URL writes it: lower-case ASCII, IPv4 in four decimal parts, IPv6 in
 * brackets, without a trailing dot. Ranges: RFC 6890, RFC 4193, RFC 4291; names: RFC 6761, RFC 6762, RFC 8375.
 */
export function reachOf(hostname: string): 'PUBLIC' | 'LOCAL' | 'INVALID' {
  if (hostname.startsWith('[')) return isLocalIpv6(hostname.slice(1, -1)) ? 'LOCAL' : 'PUBLIC';
  if (/^\d+\.\d+\.\d+\.\d+$/.test(hostname))
    return isLocalIpv4(hostname.split('.').map(Number)) ? 'LOCAL' : 'PUBLIC';
  if (localNames.test(hostname)) return 'LOCAL';
  if (hostname.length > 253) return 'INVALID';
  if (/^[a-z\d_-]+$/.test(hostname)) return 'LOCAL';
  return publicName.test(hostname) ? 'PUBLIC' : 'INVALID';
}

function isLocalIpv4([a = 0, b = 0, c = 0]: number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return true;
  if (a === 100) return b >= 64 && b < 128;
  if (a === 169) return b === 254;
  if (a === 172) return b >= 16 && b < 32;
  if (a === 192) return b === 168 || (b === 0 && c === 0);
  return a === 198 && (b === 18 || b === 19);
}

function isLocalIpv6(address: string): boolean {
  const groups = expandIpv6(address);
  const [first = 0, second = 0, third = 0] = groups;
  const [high = 0, low = 0] = groups.slice(6);
  const embedded = (upper: number, lower: number) =>
    isLocalIpv4([upper >> 8, upper & 255, lower >> 8, lower & 255]);
  const leadingZeroes = groups.findIndex((group) => group !== 0);
  // ::, ::1, IPv4-compatible and IPv4-mapped addresses; then NAT64 and 6to4, which carry an IPv4 address too.
  if (leadingZeroes === -1 || leadingZeroes >= 6) return embedded(high, low);
  if (leadingZeroes === 5 && groups[5] === 0xffff) return embedded(high, low);
  if (first === 0x64 && second === 0xff9b) return embedded(high, low);
  if (first === 0x2002) return embedded(second, third);
  return (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80 || (first & 0xff00) === 0xff00;
}

function expandIpv6(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const read = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  if (tail === undefined) return read(head);
  const before = read(head);
  const after = read(tail);
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}
