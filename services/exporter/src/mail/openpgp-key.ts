import type { Environment } from '@lapwing/store/environment';
import { generateKey, type PrivateKey, readPrivateKey } from 'openpgp';
import { ownKeyText } from '../own-key-text.ts';

type Settings = Pick<
  Environment,
  'dataDirectory' | 'openPgpKeyFile' | 'organisationName' | 'organisationContact' | 'smtpFrom'
>;

/**
 * The organisation's OpenPGP private key: the file of the settings, else the one in the data directory, else one that is
 * generated there once, without an end date, in the name of the organisation and the address that its mail comes from.
 *
 * @throws Error with a sentence that names the file when it holds no private key, or one under a passphrase
 */
export async function loadOpenPgpKey(settings: Settings): Promise<PrivateKey> {
  const { openPgpKeyFile: file, dataDirectory } = settings;
  const { text, source } = await ownKeyText({ dataDirectory, file }, 'openpgp-key.asc', () =>
    generateArmored(settings),
  );
  return parse(text, source);
}

async function generateArmored({
  organisationName,
  organisationContact,
  smtpFrom,
}: Settings): Promise<string> {
  const email = smtpFrom ?? organisationContact;
  const { privateKey } = await generateKey({
    // The form of Curve25519 that GnuPG reads too.
    type: 'ecc',
    curve: 'curve25519Legacy',
    userIDs: [{ name: organisationName, ...(email === undefined ? {} : { email }) }],
  });
  return privateKey;
}

async function parse(armoredKey: string, source: string): Promise<PrivateKey> {
  const key = await readPrivateKey({ armoredKey }).catch(() => null);
  if (key === null) throw new Error(`${source} must hold an armoured OpenPGP private key.`);
  if (!key.isDecrypted())
    throw new Error(
      `The OpenPGP key in ${source} must be without a passphrase, since nobody is there to type it.`,
    );
  return key;
}
