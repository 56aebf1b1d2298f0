import { generateKey } from 'openpgp';

const DAY_MS = 24 * 3_600_000;
const desk = { name: 'Desk', email: 'desk@platform.example' };

/** A fresh OpenPGP key pair in its armour; made `daysOld` days ago, good for `daysGood` days from then, or for ever. */
export async function makeKeyPair(
  options: { daysOld?: number; daysGood?: number; onlySigns?: boolean } = {},
): Promise<{ publicKey: string; privateKey: string }> {
  const { daysOld = 10, daysGood, onlySigns = false } = options;
  return await generateKey({
    type: 'curve25519',
    userIDs: [desk],
    date: new Date(Date.now() - daysOld * DAY_MS),
    ...(daysGood === undefined ? {} : { keyExpirationTime: (daysGood * DAY_MS) / 1000 }),
    ...(onlySigns ? { subkeys: [{ sign: true }] } : {}),
  });
}
