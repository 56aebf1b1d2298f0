import { REFERRAL_SCHEMA_VERSION } from '@lapwing/contracts';
import type { ExportFormatWriter } from './export-format-writer.ts';

/** `{ schemaVersion, batch, referrals }`, one referral at a time. */
export const json: ExportFormatWriter = {
  format: 'json',
  fileName: 'referrals.json',
  mediaType: 'application/json',
  async *write({ batchId, createdAt, recipient, organisation, configuration, imminent, referrals }) {
    const encoder = new TextEncoder();
    const batch = {
      batchId,
      createdAt,
      recipient,
      organisation: {
        name: organisation.name,
        contact: organisation.contact ?? null,
        domain: organisation.domain ?? null,
      },
      tlp: `TLP:${configuration.tlp}`,
      imminent,
      referralCount: referrals.length,
    };
    const head = `"schemaVersion":${JSON.stringify(REFERRAL_SCHEMA_VERSION)},\n"batch":${JSON.stringify(batch)}`;
    yield encoder.encode(`{${head},\n"referrals":[`);
    for (const [index, referral] of referrals.entries())
      yield encoder.encode(`${index === 0 ? '\n' : ',\n'}${JSON.stringify(referral)}`);
    yield encoder.encode('\n]}\n');
  },
};
