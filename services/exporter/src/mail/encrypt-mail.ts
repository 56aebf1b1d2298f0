import type { DeliveryError } from '@lapwing/contracts';
import { readPublicKey } from '@lapwing/store/recipients/read-public-key';
import { createMessage, encrypt, type PrivateKey, readKey } from 'openpgp';

/** A message in OpenPGP's armour, or why nothing can be sent. */
export type Encrypted =
  | { kind: 'ENCRYPTED'; armored: string }
  | { kind: 'FAILED'; error: Extract<DeliveryError, 'KEY_UNUSABLE' | 'OWN_KEY_UNUSABLE'> };

/**
 * Signs with the organisation's key, then encrypts to the recipient's, both inside one OpenPGP message (RFC 9580). A key
 * that expired or was revoked by `now`, or cannot do its part, makes it fail: nothing goes out in clear instead.
 *
 * @param content a whole MIME entity with its headers
 * @param publicKey the recipient's, armoured
 */
export async function encryptMail(
  content: Buffer,
  { publicKey, ownKey }: { publicKey: string; ownKey: PrivateKey | null },
  now: Date,
): Promise<Encrypted> {
  const { fault } = await readPublicKey(publicKey, now);
  if (fault) return { kind: 'FAILED', error: 'KEY_UNUSABLE' };
  if (ownKey === null || !(await canSign(ownKey, now))) return { kind: 'FAILED', error: 'OWN_KEY_UNUSABLE' };
  const armored = await encrypt({
    message: await createMessage({ binary: content }),
    encryptionKeys: await readKey({ armoredKey: publicKey }),
    signingKeys: ownKey,
    date: now,
  });
  return { kind: 'ENCRYPTED', armored };
}

const canSign = async (key: PrivateKey, now: Date): Promise<boolean> =>
  !(await key.isRevoked(undefined, undefined, now)) &&
  key.getSigningKey(undefined, now).then(
    () => true,
    () => false,
  );
