/** What a message is made of, as a mail server says it (BODYSTRUCTURE, RFC 9051). */
export interface Structure {
  /** Number of the part; missing of a message that has no parts. */
  part?: string | undefined;
  type: string;
  parameters?: Record<string, string> | undefined;
  disposition?: string | undefined;
  childNodes?: Structure[] | undefined;
}

/** What a part is for. */
type Role = 'TEXT' | 'HTML' | 'ENCRYPTED' | 'STATUS' | 'ORIGINAL_HEADERS';

export interface PartToRead {
  role: Role;
  /** What is asked for (FETCH BODY[…]). */
  section: string;
  /** Where its own headers are; null: they are those of the message. */
  ownHeaders: string | null;
  mostBytes: number;
}

/** The form of a message: a text, something encrypted (RFC 3156), or a report about a message (RFC 3464). */
export type Form = 'TEXT' | 'ENCRYPTED' | 'REPORT' | 'UNREADABLE';

export interface RawPart {
  role: Role;
  /** With its headers, as it stands in the message. */
  bytes: Buffer;
  /** Whether there is more of it. */
  cut: boolean;
}

/** A message as the mail server has it: its headers, and those parts of it that are read. */
export interface RawMessage {
  receivedAt: Date;
  headers: Buffer;
  form: Form;
  parts: RawPart[];
}

const TEXT_BYTES = 256 * 1024;
const ENCRYPTED_BYTES = 1024 * 1024;
/** A message that is nested deeper is not one that a person wrote. */
const DEEPEST = 10;
const MOST_TEXTS = 5;

/**
 * The parts of a message that are worth reading: its texts, or what is encrypted, or what a report says and the headers of what
 * it is about. Never an attachment, a picture or a forwarded message.
 */
export function partsToRead(root: Structure): { form: Form; parts: PartToRead[] } {
  const children = root.childNodes ?? [];
  if (root.type === 'multipart/encrypted') {
    const part = children[1]?.part;
    return {
      form: 'ENCRYPTED',
      parts: part === undefined ? [] : [toRead('ENCRYPTED', part, ENCRYPTED_BYTES)],
    };
  }
  const texts = leavesOf(root, 0);
  const plain = texts.filter(({ type }) => type === 'text/plain').slice(0, MOST_TEXTS);
  const html = texts.filter(({ type }) => type === 'text/html').slice(0, 1);
  const parts = (plain.length > 0 ? plain : html).map(({ type, part }) =>
    toRead(type === 'text/html' ? 'HTML' : 'TEXT', part, TEXT_BYTES),
  );
  if (root.type !== 'multipart/report' || root.parameters?.['report-type'] !== 'delivery-status')
    return { form: 'TEXT', parts };
  for (const { type, part } of children) {
    if (part === undefined) continue;
    if (/^message\/(global-)?delivery-status$/.test(type)) parts.push(toRead('STATUS', part, TEXT_BYTES));
    else if (type === 'text/rfc822-headers')
      parts.push({ role: 'ORIGINAL_HEADERS', section: part, ownHeaders: null, mostBytes: TEXT_BYTES });
    else if (/^message\/(rfc822|global)$/.test(type))
      parts.push({
        role: 'ORIGINAL_HEADERS',
        section: `${part}.HEADER`,
        ownHeaders: null,
        mostBytes: TEXT_BYTES,
      });
  }
  return { form: 'REPORT', parts };
}

const toRead = (role: Role, part: string | undefined, mostBytes: number): PartToRead =>
  part === undefined
    ? { role, section: 'TEXT', ownHeaders: null, mostBytes }
    : { role, section: part, ownHeaders: `${part}.MIME`, mostBytes };

/** Texts that are meant to be read in place, in their order. */
function leavesOf(node: Structure, depth: number): { type: string; part: string | undefined }[] {
  if (depth > DEEPEST || node.disposition === 'attachment') return [];
  if (node.type.startsWith('multipart/'))
    return (node.childNodes ?? []).flatMap((child) => leavesOf(child, depth + 1));
  return node.type === 'text/plain' || node.type === 'text/html'
    ? [{ type: node.type, part: depth === 0 ? undefined : node.part }]
    : [];
}
