import { buffer } from 'node:stream/consumers';
import { NCMEC_FILE } from '@lapwing/contracts';
import { publicInternet } from './network/outside-network.ts';
import { usualPatience } from './network/post-once.ts';
import { sampleEnvelope } from './sample/sample-envelope.ts';
import { sampleFile } from './sample-file.ts';
import type { HandOver, NcmecAccount, TransportContext } from './transports/batch-transport.ts';
import { ncmec } from './transports/ncmec.ts';

export { ncmecAccountOf } from './transports/ncmec-account.ts';

const wish = { format: 'ncmec', category: 'GROOMING', urgent: false, language: 'en' } as const;

/**
 * Reports an invented referral to NCMEC's server for trying, exactly as a delivery reports a real one to the other: opened
 * and finished. Nothing of the workspace goes there but the account, and nothing is kept here.
 */
export async function tryNcmec(
  account: NcmecAccount,
  { network, patience }: Pick<TransportContext, 'network' | 'patience'> = {
    network: publicInternet,
    patience: usualPatience,
  },
): Promise<HandOver> {
  const { batchId, recipient, organisation, referrals, configuration } = sampleEnvelope(wish);
  const file = sampleFile(wish);
  if (!file) throw new Error('The sample has no file for NCMEC');
  const content = await buffer(file.read());
  return ncmec({ kind: 'NCMEC', environment: 'TEST' }).handOver(
    {
      batchId,
      recipient,
      organisation: organisation.name,
      publicKey: '',
      imminent: false,
      createdAt: new Date(),
      requestedAt: new Date(),
      tlp: `TLP:${configuration.tlp}`,
      language: wish.language,
      referralIds: referrals.map(({ referralId }) => referralId),
      referrals: [...referrals],
      secret: null,
      files: [{ name: NCMEC_FILE, mediaType: file.mediaType, sha256: '', content }],
      openReport: null,
      // A trial that breaks off is made anew: what it opened lapses.
      keepOpenReport: () => Promise.resolve(),
      giveUpOpenReport: () => Promise.resolve(),
    },
    { network, patience, mail: null, sshKey: '', ncmec: account, sessions: new Map() },
  );
}
