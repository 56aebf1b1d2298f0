import { identifyContentUrl } from '@lapwing/contracts/content-url/identify-content-url';
import { platforms } from '@lapwing/contracts/taxonomy';
import { describe, expect, it } from 'vitest';
import { platformsWithHosts, sitePatternsOf } from './site-patterns.ts';

const hostOf = (pattern: string) => /^https:\/\/\*\.([a-z.]+)\/\*$/.exec(pattern)?.[1];

describe('site patterns', () => {
  it('are there for every platform but those that are everywhere', () => {
    const missing = platforms.filter((platform) => !platformsWithHosts.some((known) => known === platform));
    expect(missing).toEqual(['MASTODON', 'WEB']);
  });

  it.each(platformsWithHosts)('of %s are hosts of that platform and of no other', (platform) => {
    for (const pattern of sitePatternsOf(platform)) {
      const identified = identifyContentUrl(`https://${hostOf(pattern)}/`);
      expect(identified.ok && identified.identity.platform, pattern).toBe(platform);
    }
  });
});
