import type { DeliveryToSend } from '../../transports/batch-transport.ts';
import { inventReferral } from '../invented-envelope.ts';

/** A webhook secret of the right form; nothing real. */
export const inventedSecret = `whsec_${Buffer.from('lapwing-lapwing-lapwing-lapwing!').toString('base64')}`;

/** A batch on its way out, with text in Thai and bytes that are no text. */
export function inventDelivery(changes: Partial<DeliveryToSend> = {}): DeliveryToSend {
  return {
    batchId: '01990000-0000-7000-8000-00000000d001',
    recipient: 'Platform desk',
    publicKey: '',
    organisation: 'Plover Foundation มูลนิธิ',
    imminent: false,
    createdAt: new Date('2026-11-28T08:00:00Z'),
    requestedAt: new Date('2026-11-28T08:30:00Z'),
    tlp: 'TLP:AMBER',
    language: 'th',
    referralIds: ['01990000-0000-7000-8000-00000000a001', '01990000-0000-7000-8000-00000000a002'],
    referrals: [
      inventReferral({ urlCanonical: 'https://mastodon.platform.example/@lapwing/109000000000000001' }),
    ],
    secret: inventedSecret,
    files: [
      {
        name: 'referrals.csv',
        mediaType: 'text/csv',
        sha256: '0'.repeat(64),
        content: Buffer.from('"referral_id","explanation"\r\n"1","ขอให้เก็บเป็นความลับ"\r\n'),
      },
      {
        name: 'letter.pdf',
        mediaType: 'application/pdf',
        sha256: '1'.repeat(64),
        content: Buffer.from([0x25, 0x50, 0x44, 0x46, 0x00, 0xff, 0xfe, 0x80]),
      },
    ],
    openReport: null,
    keepOpenReport: () => Promise.resolve(),
    giveUpOpenReport: () => Promise.resolve(),
    ...changes,
  };
}
