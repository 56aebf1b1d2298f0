/** Where in a request media was found, as an RFC 6901 pointer. */
export interface MediaFinding {
  pointer: string;
  reason: 'DATA_URL' | 'BASE64_BLOB' | 'BINARY_TEXT' | 'MEDIA_FIELD';
}

/** Read in one way only, so that a text of blanks costs no more than any other. */
const dataUrl =
  /data:\s*(?:[a-z0-9.+-]+(?:\/[a-z0-9.+-]*)?\s*|\/[a-z0-9.+-]*\s*)?(?:;[^,\s]{0,200}\s*)?(?:;\s*base64\s*)?,/i;
const mediaDataUrl = /data:\s*(?:image|video|audio|application|font|model)\//i;
/** Base64 of 256 or more characters without a space: longer than any id or hash that a post has. */
const base64Run = /[A-Za-z0-9+/_-]{256,}={0,2}/;
const mediaField =
  /^(?:image|images|img|video|videos|photo|photos|picture|screenshot|screenshots|thumbnail|thumb|media|attachment|attachments|file|files|blob|binary|base64|frame|avatar)(?:_?(?:data|b64|base64|bytes|blob|content))?$/i;
/**
 * The first characters of PNG, JPEG, GIF, WebP, MP4 (also AVIF and HEIC, which begin alike: the length of the first box, then
 * its name) and WebM files in base64; a blob behind them is refused early.
 */
const base64Media = /(?:iVBORw0KGgo|\/9j\/4|R0lGOD|UklGR|AAAA[A-Za-z0-9+/]{2}Z0eX|GkXfo)[A-Za-z0-9+/_-]{48,}/;
/** Control characters that never occur in text but do in binary: all below U+0020 but TAB, LF and CR. */
const binaryCharacters = new Set([
  ...Array(9).keys(),
  11,
  12,
  ...Array.from({ length: 18 }, (_, i) => i + 14),
]);

function looksBinary(text: string): boolean {
  let odd = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code === 0xfffd || binaryCharacters.has(code)) odd += 1;
  }
  return odd > 8;
}

function reasonOfText(text: string): MediaFinding['reason'] | null {
  if (mediaDataUrl.test(text) || (dataUrl.test(text) && /base64/i.test(text))) return 'DATA_URL';
  if (base64Media.test(text)) return 'BASE64_BLOB';
  const run = base64Run.exec(text)?.[0];
  // A long path or a repeated letter is no blob: base64 of binary mixes cases and digits.
  if (run && /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run) && !text.startsWith('http'))
    return 'BASE64_BLOB';
  return looksBinary(text) ? 'BINARY_TEXT' : null;
}

const escapePointer = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1');

/**
 * Looks through a parsed JSON body for anything that carries media: a data URL, a long base64 blob, binary text
 * or a field named like one (rule 1, metadata only). Returns the first finding or null. Iterative, so that deep
 * nesting cannot exhaust the stack.
 */
export function findMedia(body: unknown): MediaFinding | null {
  const pending: { value: unknown; pointer: string }[] = [{ value: body, pointer: '' }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, pointer } = next;
    if (typeof value === 'string') {
      const reason = reasonOfText(value);
      if (reason) return { pointer, reason };
    } else if (Array.isArray(value)) {
      value.forEach((entry, index) => {
        pending.push({ value: entry, pointer: `${pointer}/${index}` });
      });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, entry] of Object.entries(value)) {
        const at = `${pointer}/${escapePointer(key)}`;
        if (mediaField.test(key)) return { pointer: at, reason: 'MEDIA_FIELD' };
        pending.push({ value: entry, pointer: at });
      }
    }
  }
  return null;
}
