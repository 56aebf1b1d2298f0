import type { Environment } from '@lapwing/store/environment';
import ssh2, { type ParsedKey } from 'ssh2';
import { ownKeyText } from './own-key-text.ts';

/** The key by which the organisation signs in at recipients' servers. */
export interface SshKey {
  /** In the form of OpenSSH. */
  privateKey: string;
  /** A line as recipients put it into `authorized_keys`. */
  publicLine: string;
}

/**
 * The organisation's SSH key (Ed25519 where it is generated here): the file of the settings, else the one in the data
 * directory, else one that is generated there once.
 *
 * @throws Error with a sentence that names the file when it holds no private key, or one under a passphrase
 */
export async function loadSshKey({
  dataDirectory,
  sshKeyFile: file,
}: Pick<Environment, 'dataDirectory' | 'sshKeyFile'>): Promise<SshKey> {
  const { text, source } = await ownKeyText(
    { dataDirectory, file },
    'ssh-key',
    () => generateSshKey('lapwing').private,
  );
  // The parser gives a list of one for the form of OpenSSH.
  const parsed: ParsedKey | ParsedKey[] | Error = ssh2.utils.parseKey(`${text.trim()}\n`);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key === undefined || key instanceof Error || !key.isPrivateKey())
    throw new Error(
      `${source} must hold an SSH private key without a passphrase.${file === undefined ? ' Nobody can have used this one: delete it, and another is made.' : ''}`,
    );
  return {
    privateKey: `${text.trim()}\n`,
    publicLine: `${key.type} ${key.getPublicSSH().toString('base64')} lapwing`,
  };
}

/**
 * An Ed25519 key pair in the form of OpenSSH. The library writes one pair of about 250 in a way that neither it nor OpenSSH
 * reads, since it cuts a zero off the beginning of the public key (mscdex/ssh2, issues 1390 and 1513).
 */
export function generateSshKey(comment = ''): { private: string; public: string } {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519', { comment });
    if ([pair.private, pair.public].every((text) => !(ssh2.utils.parseKey(text) instanceof Error)))
      return pair;
  }
}
