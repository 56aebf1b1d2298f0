import { identifyContentUrl } from '@lapwing/contracts/content-url/identify-content-url';
import { identityKey } from '@lapwing/contracts/content-url/identity-key';
import { type Sitting, withItems } from './sitting.ts';

/** The key that two spellings of one address share; null where it is no address. */
export function identityOf(url: string): string | null {
  const identified = identifyContentUrl(url);
  return identified.ok ? identityKey(identified.identity) : null;
}

/** Without the posts that are in it under another spelling already: the background only knows how they are spelled. */
export function folded(sitting: Sitting): Sitting {
  return withItems({ ...sitting, items: [] }, sitting.items, identityOf).sitting;
}
