import { agreedProperties, fieldsOf } from '@lapwing/contracts';
import type { ExportFormatWriter } from './export-format-writer.ts';

/** `urlOriginal` to `url_original`: the name of the column that says the same. */
const columnName = (property: string): string =>
  property.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);

/**
 * JSON Lines: one referral a line, in the names and the order of the CSV's columns and with the types of JSON. Every
 * line says which batch it is of, who sends it and how far it may be passed on, so that it can be handled by itself.
 */
export const jsonl: ExportFormatWriter = {
  format: 'jsonl',
  fileName: 'referrals.jsonl',
  mediaType: 'application/jsonl',
  // Answers name a referral by its id.
  always: ['referral_id'],
  async *write({ batchId, organisation, configuration, referrals }) {
    const encoder = new TextEncoder();
    const envelope = {
      batch_id: batchId,
      organisation: organisation.name,
      contact: organisation.contact ?? null,
      tlp: `TLP:${configuration.tlp}`,
    };
    const fields = [...jsonl.always, ...fieldsOf(configuration.fields, referrals)];
    for (const referral of referrals) {
      const said = agreedProperties(referral, fields).map(([name, value]) => [columnName(name), value]);
      yield encoder.encode(`${JSON.stringify({ ...envelope, ...Object.fromEntries(said) })}\n`);
    }
  },
};
