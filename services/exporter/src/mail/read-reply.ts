import type { ReplyKind, ReplyText } from '@lapwing/contracts';
import type { ReadReply } from '@lapwing/store/replies/take-reply';
import { convert } from 'html-to-text';
import { decrypt, type PrivateKey, readMessage } from 'openpgp';
import PostalMime, { type Address, type Email } from 'postal-mime';
import type { RawMessage, RawPart } from './parts-to-read.ts';
import { withoutQuotes } from './without-quotes.ts';

/** More characters of a text are not looked through. */
const MOST_CHARACTERS = 100_000;
/** More lines of a part are not looked at: what they cost to read grows faster than their number. */
const MOST_LINES = 20_000;
const MOST_DECRYPTED_BYTES = 8 * 2 ** 20;
const limits = { maxNestingDepth: 20, maxHeadersSize: 256 * 1024, maxRfc822NestingDepth: 0 };
const ARMOUR_BEGINS = '-----BEGIN PGP MESSAGE-----';
const ARMOUR_ENDS = '-----END PGP MESSAGE-----';
/** A larger message in the middle of a text is not opened. */
const MOST_ARMOURED = 1_400_000;

/**
 * What a message of the mailbox says, whatever it is made of: its headers, the text that is new in it, and what it repeats. A
 * message that is encrypted to the organisation's key is opened. Nothing it refers to is fetched, no attachment is kept.
 * Resolves for every message: what cannot be read is said to be so.
 */
export async function readReply(raw: RawMessage, ownKey: PrivateKey | null): Promise<ReadReply> {
  const outside = await parsed(raw.headers);
  const body = await bodyOf(raw, ownKey);
  const { text, quoted } = withoutQuotes(body.text.slice(0, MOST_CHARACTERS));
  const report = raw.form === 'REPORT' ? await reportOf(raw.parts) : null;
  const answers = [
    ...(report?.answers ?? []),
    ...idsIn(outside?.inReplyTo ?? ''),
    // The nearest last (RFC 5322, section 3.6.4).
    ...idsIn(outside?.references ?? '').reverse(),
  ];
  return {
    kind: report?.kind ?? kindOf(outside),
    bounceStatus: report?.status ?? null,
    messageId: outside?.messageId ?? '',
    from: outside?.from === undefined ? [] : addressesOf(outside.from),
    answers: answers.slice(0, 50),
    subject: body.subject ?? outside?.subject ?? '',
    text,
    quoted,
    textState: body.state === 'WHOLE' && text === '' ? 'NONE' : body.state,
    receivedAt: raw.receivedAt,
  };
}

interface Body {
  text: string;
  state: ReplyText;
  /** What is inside of an encrypted message. */
  subject?: string | undefined;
}

async function bodyOf({ form, parts }: RawMessage, ownKey: PrivateKey | null): Promise<Body> {
  if (form === 'UNREADABLE') return { text: '', state: 'UNREADABLE' };
  if (form === 'ENCRYPTED') return decrypted(parts, ownKey);
  const texts: string[] = [];
  let cut = false;
  for (const part of parts) {
    if (part.role !== 'TEXT' && part.role !== 'HTML') continue;
    const lines = firstLines(part.bytes);
    const email = await parsed(lines);
    if (email === null) return { text: '', state: 'UNREADABLE' };
    texts.push(textOf(email));
    cut ||= part.cut || lines.length < part.bytes.length;
  }
  const text = texts.join('\n').trim();
  const inline = armouredIn(text);
  if (inline !== null) {
    const opened = await decryptedBytes(inline, ownKey);
    return opened === null
      ? { text: '', state: 'ENCRYPTED' }
      : { text: new TextDecoder().decode(opened), state: 'WHOLE' };
  }
  return { text, state: cut || text.length > MOST_CHARACTERS ? 'CUT' : 'WHOLE' };
}

/** The first encrypted message in a text: one look for its beginning and one for its end, whatever stands in between. */
function armouredIn(text: string): string | null {
  const begin = text.indexOf(ARMOUR_BEGINS);
  if (begin === -1) return null;
  const rest = text.slice(begin, begin + MOST_ARMOURED);
  const end = rest.indexOf(ARMOUR_ENDS);
  return end === -1 ? null : rest.slice(0, end + ARMOUR_ENDS.length);
}

async function decrypted(parts: readonly RawPart[], ownKey: PrivateKey | null): Promise<Body> {
  const part = parts.find(({ role }) => role === 'ENCRYPTED');
  const carrier = part === undefined ? null : await parsed(part.bytes);
  const content = carrier?.attachments[0]?.content ?? carrier?.text ?? '';
  const armored = typeof content === 'string' ? content : new TextDecoder().decode(content);
  const opened = await decryptedBytes(armored, ownKey);
  if (opened === null) return { text: '', state: 'ENCRYPTED' };
  const lines = firstLines(opened);
  const inside = await parsed(lines);
  if (inside === null) return { text: '', state: 'UNREADABLE' };
  const state = lines.length < opened.length ? 'CUT' : 'WHOLE';
  return { text: textOf(inside), state, subject: inside.subject };
}

/** Null where the organisation's key does not open it. Who signed it is not looked at: nothing is decided by it. */
async function decryptedBytes(armoredMessage: string, ownKey: PrivateKey | null): Promise<Uint8Array | null> {
  if (ownKey === null) return null;
  try {
    const { data } = await decrypt({
      message: await readMessage({ armoredMessage }),
      decryptionKeys: ownKey,
      format: 'binary',
      config: { maxDecompressedMessageSize: MOST_DECRYPTED_BYTES },
    });
    return data;
  } catch {
    return null;
  }
}

function firstLines(bytes: Uint8Array): Uint8Array {
  let end = 0;
  for (let line = 0; line < MOST_LINES; line += 1) {
    const next = bytes.indexOf(10, end);
    if (next === -1) return bytes;
    end = next + 1;
  }
  return bytes.subarray(0, end);
}

/** Null where a library cannot make sense of it. */
async function parsed(bytes: Uint8Array): Promise<Email | null> {
  try {
    return await PostalMime.parse(firstLines(bytes), limits);
  } catch {
    return null;
  }
}

function textOf({ text, html }: Email): string {
  if (text !== undefined && text.trim() !== '') return text;
  if (html === undefined) return '';
  try {
    return convert(html, {
      wordwrap: false,
      limits: { maxInputLength: 300_000, maxDepth: 60, maxChildNodes: 5_000 },
      selectors: [
        { selector: 'img', format: 'skip' },
        { selector: 'a', options: { hideLinkHrefIfSameAsText: true, noAnchorUrl: true } },
      ],
    });
  } catch {
    return '';
  }
}

const addressesOf = (address: Address): string[] =>
  (address.group ?? [address]).flatMap((one) => (one.address ? [one.address] : []));

const idsIn = (header: string): string[] => header.match(/<[^<>\s]{1,500}>/g) ?? [];

/** Whether a program sent it: what RFC 3834 asks programs to say, and what they said before it. */
function kindOf(email: Email | null): ReplyKind {
  const header = (name: string) =>
    email?.headers
      .find(({ key }) => key === name)
      ?.value.trim()
      .toLowerCase();
  const submitted = header('auto-submitted');
  const automatic =
    (submitted !== undefined && !/^no\b/.test(submitted)) ||
    /^(auto_reply|bulk|junk|list)$/.test(header('precedence') ?? '') ||
    header('x-autoreply') !== undefined ||
    header('x-autorespond') !== undefined ||
    header('list-id') !== undefined ||
    // What bounces may not be answered.
    header('return-path') === '<>';
  return automatic ? 'AUTOMATIC' : 'ANSWER';
}

/** What a delivery status notification says (RFC 3464). A message that is only late did not come back. */
async function reportOf(
  parts: readonly RawPart[],
): Promise<{ kind: ReplyKind; status: string | null; answers: string[] }> {
  const status = parts.find(({ role }) => role === 'STATUS')?.bytes.toString('latin1') ?? '';
  const original = parts.find(({ role }) => role === 'ORIGINAL_HEADERS');
  const about = original === undefined ? null : await parsed(original.bytes);
  const answers = idsIn(about?.messageId ?? '');
  if (!/^action:\s*failed\b/im.test(status)) return { kind: 'AUTOMATIC', status: null, answers };
  const code = /^status:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(status)?.[1] ?? '5.0.0';
  return { kind: 'BOUNCE', status: code, answers };
}
