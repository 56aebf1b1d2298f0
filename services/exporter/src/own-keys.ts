export { dkimRecord, loadDkimKey } from './mail/dkim-key.ts';
export { loadOpenPgpKey } from './mail/openpgp-key.ts';
export { loadSshKey } from './ssh-key.ts';
