import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { platforms } from '../taxonomy.ts';
import { contentUrlCases } from './content-url.cases.ts';
import { identifyContentUrl } from './identify-content-url.ts';
import { identityKey } from './identity-key.ts';
import { platformUrls } from './platform-urls.ts';
import { readUrl } from './read-url.ts';

const addresses = contentUrlCases.flatMap(({ cases }) => cases.map(([url]) => url));

function identify(url: string) {
  const result = identifyContentUrl(url);
  if (!result.ok) throw new Error(`${url} refused: ${result.reason}`);
  return result.identity;
}

/** The law of canonical URLs, for any text: nothing thrown, and canonicalising twice changes nothing. */
function holdsTheLaw(input: string): void {
  const result = identifyContentUrl(input);
  if (!result.ok) return;
  const { platform, kind, contentId, canonicalUrl, opaque, ids } = result.identity;
  const again = identify(canonicalUrl);
  expect(again).toMatchObject({ platform, kind, contentId, canonicalUrl, opaque });
  expect(identityKey(again)).toBe(identityKey(result.identity));
  expect(new URL(canonicalUrl).href).toBe(canonicalUrl);
  expect(canonicalUrl).toMatch(/^https?:\/\/[\x21-\x7E]+$/);
  expect(Object.values(ids)).not.toContain('');
  expect(contentId === null || /^[a-z-]+:./u.test(contentId)).toBe(true);
}

describe('every platform', () => {
  it('is in the registry once, and every platform of the taxonomy but WEB has one', () => {
    expect([...platformUrls.map(({ platform }) => platform), 'WEB'].sort()).toEqual([...platforms].sort());
  });

  it.each(contentUrlCases)(
    '$platform has cases of known content and of a page of unknown shape',
    ({ platform, cases }) => {
      const kinds = new Set(cases.map(([, kind]) => kind));
      expect(kinds.size).toBeGreaterThan(1);
      if (platform !== 'MASTODON') expect(kinds).toContain('PAGE');
    },
  );

  it.each(addresses)('%s belongs to at most one platform, before and after', (address) => {
    const read = readUrl(address);
    if (!read.ok) throw new Error(read.reason);
    expect(platformUrls.filter((candidate) => candidate.matches(read.url)).length).toBeLessThan(2);

    const { platform, canonicalUrl } = identify(address);
    const owners = platformUrls.filter((candidate) => candidate.matches(new URL(canonicalUrl)));
    expect(owners.map((owner) => owner.platform)).toEqual(platform === 'WEB' ? [] : [platform]);
  });

  it.each(addresses)('%s: canonicalising twice changes nothing', holdsTheLaw);

  it('is never claimed by an address on another port or behind another domain', () => {
    for (const address of addresses) {
      const read = readUrl(address);
      if (!read.ok || read.url.hostname.startsWith('[')) continue;
      const disguised = new URL(read.url);
      disguised.host = `${read.url.hostname.replace(/\d$/, '$&x')}.evil.example:8443`;
      expect(identify(disguised.href).platform).toBe('WEB');
    }
  });
});

// Everything the cases are made of, to be put together anew.
const parts = addresses.flatMap((address) => {
  const read = readUrl(address);
  return read.ok ? [read.url] : [];
});
const hosts = fc.constantFrom(...new Set(parts.map((url) => url.hostname)));
const segments = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...new Set(parts.flatMap((url) => url.pathname.split('/')))) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '%2F',
      '%252F',
      '%',
      '..',
      '%2e',
      '+',
      '@',
      'İ',
      'ſ',
      'K',
      '%E0%B8',
      "'",
      ')',
      '.',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);
const pairs = fc.tuple(
  fc.constantFrom(...new Set(parts.flatMap((url) => [...url.searchParams.keys()]))),
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom(...new Set(parts.flatMap((url) => [...url.searchParams.values()]))),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
    { weight: 1, arbitrary: fc.constantFrom(...addresses, 'http://127.0.0.1/', 'javascript:x') },
  ),
);
const fragments = fc.constantFrom('', '', '', '#comment12', '#@NokNews', '#!!!', '#/.', '#-1001', '#x)');
const assembled = fc
  .tuple(
    fc.constantFrom('https://', 'http://', ''),
    hosts,
    fc.array(segments, { maxLength: 5 }),
    fc.array(pairs, { maxLength: 4 }),
    fragments,
  )
  .map(([scheme, host, path, query, fragment]) => {
    const search = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    return `${scheme}${host}/${path.join('/')}${search === '' ? '' : `?${search}`}${fragment}`;
  });

const trackers = fc.array(
  fc.tuple(
    fc.constantFrom('utm_source', 'utm_campaign', 'fbclid', 'gclid', 'igsh', 'mibextid', '_ga', 'msclkid'),
    fc.stringMatching(/^[\w-]{1,12}$/),
  ),
  { minLength: 1, maxLength: 4 },
);

describe('for any address', () => {
  it('canonicalising twice changes nothing, whatever parts a platform address is made of', () => {
    fc.assert(fc.property(assembled, holdsTheLaw), { numRuns: 4000 });
  });

  it('canonicalising twice changes nothing on the open web', () => {
    const anyUrl = fc.webUrl({ withQueryParameters: true, withFragments: true, size: 'medium' });
    fc.assert(fc.property(anyUrl, holdsTheLaw), { numRuns: 1000 });
  });

  it('any text gives an identity or a reason, never an exception', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }).map((rest) => `https://example.com/${rest}`),
      fc.string({ unit: 'binary' }).map((rest) => `https://${rest}`),
      fc.array(fc.nat(0xffff)).map((units) => `facebook.com/${String.fromCharCode(...units)}`),
    );
    fc.assert(fc.property(text, holdsTheLaw), { numRuns: 4000 });
  });

  it('at most one platform claims it', () => {
    fc.assert(
      fc.property(assembled, (address) => {
        const read = readUrl(address);
        if (!read.ok) return;
        expect(platformUrls.filter((candidate) => candidate.matches(read.url)).length).toBeLessThan(2);
      }),
      { numRuns: 1000 },
    );
  });

  it('tracking parameters never change what it names', () => {
    fc.assert(
      fc.property(fc.constantFrom(...addresses), trackers, (address, added) => {
        const plain = identify(address);
        const [beforeFragment = '', ...fragment] = address.split('#');
        const query = added.map(([name, value]) => `${name}=${value}`).join('&');
        const tail = fragment.length === 0 ? '' : `#${fragment.join('#')}`;
        const tracked = identify(
          `${beforeFragment}${beforeFragment.includes('?') ? '&' : '?'}${query}${tail}`,
        );
        expect(tracked).toEqual(plain);
      }),
      { numRuns: 2000 },
    );
  });

  it('the order of parameters, the case of scheme and host, and a trailing dot do not matter', () => {
    fc.assert(
      fc.property(fc.constantFrom(...addresses), fc.infiniteStream(fc.nat()), (address, order) => {
        const read = readUrl(address);
        if (!read.ok || read.url.hostname.startsWith('[')) return;
        const { url } = read;
        const shuffled = url.search
          .slice(1)
          .split('&')
          .filter((pair) => pair !== '')
          .map((pair) => ({ pair, rank: order.next().value }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ pair }) => pair)
          .join('&');
        const search = shuffled === '' ? '' : `?${shuffled}`;
        const port = url.port === '' ? '' : `:${url.port}`;
        const respelled = `${url.protocol.toUpperCase()}//${url.hostname.toUpperCase()}.${port}${url.pathname}${search}${url.hash}`;
        expect(identify(respelled)).toEqual(identify(address));
      }),
      { numRuns: 2000 },
    );
  });
});
