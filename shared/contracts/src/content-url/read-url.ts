import { reachOf } from './public-host.ts';
import { trimJunk } from './surrounding-junk.ts';

/** Why a text is not accepted as the address of content. */
export const contentUrlProblems = [
  'EMPTY',
  'TOO_LONG',
  'LONE_SURROGATE',
  'CONTROL_CHARACTER',
  'SCHEME_NOT_ALLOWED',
  'CREDENTIALS',
  'NOT_A_URL',
  'LOCAL_ADDRESS',
] as const;
export type ContentUrlProblem = (typeof contentUrlProblems)[number];

/** Longest accepted address, in UTF-16 code units; holds for the input and for its canonical URL. */
export const MAX_URL_LENGTH = 4096;

export type ReadUrl = { ok: true; url: URL; text: string } | { ok: false; reason: ContentUrlProblem };

const authority = String.raw`(?:localhost|[^\s/?#\\@:]+\.[^\s/?#\\@:]+)(?::\d{1,5})?(?=[/?#]|$)`;
const hostFirst = new RegExp(`^${authority}`, 'iu');

/**
 * A text as an http(s) URL on the public web, or why it is not one. Never throws.
 * `text` is the address as written, without surrounding junk and zero-width spaces.
 */
export function readUrl(input: string): ReadUrl {
  if (input.length > MAX_URL_LENGTH) return refuse('TOO_LONG');
  if (!input.isWellFormed()) return refuse('LONE_SURROGATE');
  const trimmed = trimJunk(input);
  if (trimmed === '') return refuse('EMPTY');
  if (/[\p{Cc}\p{Bidi_Control}]/u.test(trimmed)) return refuse('CONTROL_CHARACTER');
  // Chat programs put these in to allow line breaks; joiners stay, some scripts need them.
  const text = trimmed.replace(/[\u200B\u2060\uFEFF\u00AD]/gu, '');
  if (/\s/u.test(text)) return refuse('NOT_A_URL');

  const address = withScheme(text);
  if (address === 'SCHEME_NOT_ALLOWED' || address === 'NOT_A_URL') return refuse(address);
  if (/^https?:[/\\]*[^/\\?#]*@/iu.test(address)) return refuse('CREDENTIALS');

  const url = URL.parse(address);
  if (url === null || url.hostname === '') return refuse('NOT_A_URL');
  url.hostname = url.hostname.replace(/\.+$/u, '');
  const reach = reachOf(url.hostname);
  if (reach === 'INVALID') return refuse('NOT_A_URL');
  if (reach === 'LOCAL') return refuse('LOCAL_ADDRESS');
  return { ok: true, url, text };
}

function withScheme(text: string): string {
  if (/^https?:/iu.test(text)) return text;
  if (text.startsWith('//')) return `https:${text}`;
  if (hostFirst.test(text)) return `https://${text}`;
  return /^[a-z][a-z\d+.-]*:/iu.test(text) ? 'SCHEME_NOT_ALLOWED' : 'NOT_A_URL';
}

function refuse(reason: ContentUrlProblem): ReadUrl {
  return { ok: false, reason };
}
