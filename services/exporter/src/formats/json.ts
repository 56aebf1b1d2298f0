import { agreedProperties, fieldsOf, REFERRAL_SCHEMA_VERSION } from '@lapwing/contracts';
import type { ExportFormatWriter } from './export-format-writer.ts';

/** `{ schemaVersion, batch, referrals }`, one referral at a time, with the properties that were agreed. */
export const json: ExportFormatWriter = {
  format: 'json',
  fileName: 'referrals.json',
  mediaType: 'application/json',
  // Answers name a referral by its id.
  always: ['referral_id'],
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
    const agreed = agreedProperties([...json.always, ...fieldsOf(configuration.fields, referrals)]);
    for (const [index, referral] of referrals.entries()) {
      const line = JSON.stringify(Object.fromEntries(agreed.map((name) => [name, referral[name]])));
      yield encoder.encode(`${index === 0 ? '\n' : ',\n'}${line}`);
    }
    yield encoder.encode('\n]}\n');
  },
};
