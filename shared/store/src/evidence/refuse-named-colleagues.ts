import type { EvidenceItem } from '@lapwing/contracts';
import { colleaguesNamed } from '../decisions/refuse-personal-data.ts';
import { Refusal } from '../refusal.ts';
import type { Transaction } from '../store.ts';

/**
 * Rule 8 for the words that others wrote before anybody thought of a package, or before a colleague joined: refuses
 * (`invalid-request`, at each) items in whose explanation or sources of hashes somebody who works here is named.
 */
export async function refuseNamedColleagues(
  transaction: Transaction,
  itemIds: readonly string[],
  items: readonly EvidenceItem[],
): Promise<void> {
  const errors = [];
  for (const { itemId, facts } of items) {
    const words = [facts.explanation, ...facts.hashes.map(({ source }) => source)].join('\n');
    if ((await colleaguesNamed(transaction, words)).length === 0) continue;
    const pointer = `/itemIds/${itemIds.indexOf(itemId)}`;
    const detail = 'The explanation or the source of a hash names somebody who works here: correct it first';
    errors.push({ pointer, code: 'item_names_a_colleague', detail });
  }
  if (errors.length > 0)
    throw new Refusal('invalid-request', 'Nobody who works here is named outside', errors);
}
