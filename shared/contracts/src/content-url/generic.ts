import type { Platform } from '../taxonomy.ts';
import type { ContentIdentity } from './content-url.ts';
import { escapeLonePercent } from './url-parts.ts';

/**
 * Parameters that say how a reader came, never what is shown, on any site. Ambiguous ones (`ref`, `source`,
 * `id`) are kept: two items for one page is a nuisance, one item for two pages hides content.
 */
const trackingNames = new Set(
  (
    'fbclid gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid msclkid yclid ymclid twclid ttclid li_fat_id ' +
    'igshid igsh mc_cid mc_eid mkt_tok _ga _gl _hsenc _hsmi __hstc __hssc __hsfp hsctatracking vero_id vero_conv ' +
    'oly_enc_id oly_anon_id rb_clickid s_cid wickedid epik srsltid sccid _openstat fb_action_ids fb_action_types ' +
    'fb_source fb_ref __twitter_impression __tn__ __cft__ mibextid rdid guccounter ' +
    'guce_referrer guce_referrer_sig dicbo obclickid tblci mtm_source mtm_medium mtm_campaign matomo_source'
  ).split(' '),
);

/** Public link shorteners: what is behind one cannot be known without asking it. */
const shorteners = new Set(
  (
    'bit.ly bitly.com j.mp tinyurl.com ow.ly is.gd v.gd cutt.ly rb.gy shorturl.at shorturl.asia rebrand.ly t.ly ' +
    'tiny.cc buff.ly dlvr.it s.id bl.ink soo.gd adf.ly ift.tt lnkd.in amzn.to pin.it spoti.fi kutt.it surl.li ' +
    'u.to clck.ru'
  ).split(' '),
);

/**
 * The identity of an address that no platform rule knows: its canonical URL. Scheme and host come lower-case and
 * in punycode from WHATWG URL, without default port. Dropped: fragment, known tracking parameters, empty ones.
 * Parameters are sorted by name, then value; escapes are written one way. A fragment that is a route (`#!…`,
 * `#/…`) is kept, because on such sites it alone tells one page from another.
 */
export function genericIdentity(url: URL, platform: Platform = 'WEB'): ContentIdentity {
  const route = /^#[!/]./u.test(url.hash) ? normaliseEscapes(url.hash) : '';
  const canonicalUrl = `${url.origin}${normaliseEscapes(url.pathname)}${canonicalQuery(url.search)}${route}`;
  const code = /^\/([^/]+)\/?$/u.exec(url.pathname)?.[1];
  const opaque = code !== undefined && url.port === '' && shorteners.has(url.hostname.replace(/^www\./u, ''));
  return {
    platform,
    kind: opaque ? 'SHORT_LINK' : 'PAGE',
    ids: opaque ? { code } : {},
    contentId: null,
    canonicalUrl,
    opaque,
  };
}

/** RFC 3986 §6.2.2: unreserved characters bare, upper-case hexadecimal; a percent sign on its own is escaped. */
function normaliseEscapes(text: string): string {
  return escapeLonePercent(text).replace(/%([\dA-Fa-f]{2})/gu, (whole, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[\w.~-]/u.test(character) ? character : whole.toUpperCase();
  });
}

// Works on the raw text: decoding would destroy values in a legacy encoding, which older Thai sites still use.
function canonicalQuery(search: string): string {
  const pairs = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...rest] = normaliseEscapes(pair).split('=');
      return { name, value: rest.length === 0 ? '' : `=${rest.join('=')}` };
    })
    .filter(({ name }) => !isTracking(name.toLowerCase()))
    .sort(
      (a, b) =>
        compare(bare(a.name), bare(b.name)) ||
        compare(bare(a.value), bare(b.value)) ||
        compare(a.value, b.value),
    );
  return pairs.length === 0 ? '' : `?${pairs.map(({ name, value }) => name + value).join('&')}`;
}

function isTracking(name: string): boolean {
  return name.startsWith('utm_') || name.startsWith('__cft__') || trackingNames.has(name);
}

// Escapes become single characters, so that writing one of them differently does not change the order.
function bare(text: string): string {
  return text.replace(/%([\dA-F]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
