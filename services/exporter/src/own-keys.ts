export { loadOpenPgpKey } from './mail/openpgp-key.ts';
