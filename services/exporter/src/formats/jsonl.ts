import { agreedProperties } from '@lapwing/contracts';
import { growingWriter } from './export-format-writer.ts';
import { saidOnce } from './said-once.ts';

/** `urlOriginal` to `url_original`: the name of the column that says the same. */
const columnName = (property: string): string =>
  property.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);

/**
 * JSON Lines: one referral a line, in the names and the order of the CSV's columns and with the types of JSON. Every
 * line says which batch it is of, who sends it and how far it may be passed on, so that it can be handled by itself.
 */
export const jsonl = growingWriter({
  format: 'jsonl',
  fileName: 'referrals.jsonl',
  mediaType: 'application/jsonl',
  // Answers name a referral by its id.
  always: ['referral_id'],
  heading: () => '',
  entries({ batchId, organisation, configuration, fields }) {
    const envelope = {
      batch_id: batchId,
      organisation: organisation.name,
      contact: organisation.contact ?? null,
      tlp: `TLP:${configuration.tlp}`,
    };
    const start = JSON.stringify(envelope).slice(0, -1);
    const columns = agreedProperties(['referral_id', ...fields]).map((name) => {
      const column = `,"${columnName(name)}":`;
      return { name, say: saidOnce((value: unknown) => column + JSON.stringify(value)) };
    });
    // Put together by hand: an object for every line takes twice as long.
    return (referrals) => {
      let lines = '';
      for (const referral of referrals) {
        lines += start;
        for (const { name, say } of columns) lines += say(referral[name]);
        lines += '}\n';
      }
      return lines;
    };
  },
});
