import dns from 'node:dns';
import { isPublicAddress } from './public-address.ts';

/** How the exporter reaches recipients. Production has one ({@link publicInternet}); tests bring their own servers. */
export interface OutsideNetwork {
  /** All IP addresses of a host name; rejects where there is none. */
  resolve(host: string): Promise<string[]>;
  /** Whether an address may be connected to. */
  mayReach(address: string): boolean;
  /** PEM certificates that are trusted in place of those that Node trusts. */
  certificateAuthorities?: string;
}

/** The public internet by the resolver of this machine. */
export const publicInternet: OutsideNetwork = {
  resolve: async (host) => (await dns.promises.lookup(host, { all: true })).map(({ address }) => address),
  mayReach: isPublicAddress,
};
