import type MimeNode from 'nodemailer/lib/mime-node';

/** A file that goes with a message. */
export interface Attachment {
  filename: string;
  contentType: string;
  content: Buffer;
}

/** Says that the headers inside are those to show: what is outside can be read by every server on the way. */
const PROTECTED = 'protected-headers="v1"';

/**
 * The entity that is encrypted: text and files, and the headers that a mail program shows once it has opened the message
 * (its true subject above all).
 */
export async function entityToEncrypt(
  headers: { from: string; to: string; messageId: string; subject: string },
  { text, attachments }: { text: string; attachments: Attachment[] },
): Promise<Buffer> {
  // As in send-mail.ts.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const entity = new MailComposer({
    ...headers,
    messageId: `<${headers.messageId}>`,
    text,
    attachments,
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  entity.setHeader('Content-Type', `multipart/mixed; ${PROTECTED}`);
  return entity.build();
}

/** Makes a message that has headers and no content one of PGP/MIME (RFC 3156, section 4) around the armoured text. */
export function carryEncrypted(message: MimeNode, armored: string): void {
  message.content = undefined;
  message.setHeader('Content-Type', 'multipart/encrypted; protocol="application/pgp-encrypted"');
  message
    .createChild('application/pgp-encrypted')
    .setHeader('Content-Description', 'PGP/MIME version identification')
    .setHeader('Content-Transfer-Encoding', '7bit')
    .setContent('Version: 1\r\n');
  message
    .createChild('application/octet-stream', { filename: 'encrypted.asc' })
    .setHeader('Content-Description', 'OpenPGP encrypted message')
    .setHeader('Content-Disposition', 'inline; filename="encrypted.asc"')
    .setHeader('Content-Transfer-Encoding', '7bit')
    .setContent(armored);
}
