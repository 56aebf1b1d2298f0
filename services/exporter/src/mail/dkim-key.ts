import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Environment } from '@lapwing/store/environment';
import { ownKeyText } from '../own-key-text.ts';

/** Every mail server checks signatures of RSA; not all check those of Ed25519 (RFC 8463). */
const KEY_BITS = 2048;
/** Most characters of one string of a TXT record (RFC 1035). */
const TXT_STRING = 255;

/** What signs e-mail for the domain that it comes from (RFC 6376). */
export interface DkimKey {
  domain: string;
  selector: string;
  privateKey: KeyObject;
}

type Settings = Pick<
  Environment,
  'dataDirectory' | 'dkimSelector' | 'dkimKeyFile' | 'organisationContact' | 'smtpFrom'
>;

/**
 * The DKIM key of the settings, which is generated once when they name no file; null where they name no selector, or no
 * address that messages come from.
 *
 * @throws Error with a sentence that names the file when it holds no RSA key of at least 2048 bits
 */
export async function loadDkimKey(settings: Settings): Promise<DkimKey | null> {
  const { dkimSelector: selector, dkimKeyFile: file, dataDirectory } = settings;
  const domain = (settings.smtpFrom ?? settings.organisationContact)?.split('@').at(-1);
  if (selector === undefined || domain === undefined) return null;
  const { text, source } = await ownKeyText({ dataDirectory, file }, 'dkim-key.pem', () =>
    generateKeyPairSync('rsa', { modulusLength: KEY_BITS })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString(),
  );
  return { domain, selector, privateKey: parse(text, source) };
}

function parse(pem: string, source: string): KeyObject {
  let key: KeyObject | null = null;
  try {
    key = createPrivateKey(pem);
  } catch {
    // Said below.
  }
  if (key?.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < KEY_BITS)
    throw new Error(`${source} must hold an RSA private key of ${KEY_BITS} bits or more in PEM form.`);
  return key;
}

/** The TXT record by which others check the signatures; `strings` are its value in pieces that fit. */
export function dkimRecord({ domain, selector, privateKey }: DkimKey): {
  name: string;
  value: string;
  strings: string[];
} {
  const key = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
  const value = `v=DKIM1; k=rsa; p=${key}`;
  const strings = value.match(new RegExp(`.{1,${TXT_STRING}}`, 'g')) ?? [];
  return { name: `${selector}._domainkey.${domain}`, value, strings };
}
