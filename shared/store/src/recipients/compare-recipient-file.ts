import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { FieldError, RecipientFile, RecipientFileChanges, RecipientInput } from '@lapwing/contracts';
import { asc } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { recipients } from '../schema/index.ts';
import type { Transaction } from '../store.ts';
import { findRecipientFaults } from './find-recipient-faults.ts';

type Found = typeof recipients.$inferSelect;

/** A file beside what is there: what it changes, and of each entry the recipient that has its short name. */
export interface ComparedFile extends RecipientFileChanges {
  found: (Found | null)[];
}

/**
 * Compares a file with what is there. With `lock`, what is there stays so until the transaction ends. Refused: settings
 * with faults (`invalid-request`, a pointer into the file for each).
 */
export async function compareRecipientFile(
  transaction: Transaction,
  file: RecipientFile,
  lock: boolean,
): Promise<ComparedFile> {
  const query = transaction.select().from(recipients).orderBy(asc(recipients.id)).$dynamic();
  const all = await (lock ? query.for('no key update') : query);
  const bySlug = new Map(all.map((recipient) => [recipient.slug, recipient]));
  const found = file.recipients.map(({ slug }) => bySlug.get(slug) ?? null);
  const faults: FieldError[] = [];
  for (const [index, input] of file.recipients.entries())
    for (const fault of await findRecipientFaults(transaction, input, found[index] ?? null))
      faults.push({ ...fault, pointer: `/recipients/${index}${fault.pointer}` });
  if (faults.length > 0)
    throw new Refusal('invalid-request', 'Some settings in this file cannot be used', faults);
  return {
    changes: file.recipients.map((input, index) => changeOf(input, found[index] ?? null)),
    seen: fingerprint(all),
    found,
  };
}

function changeOf(input: RecipientInput, before: Found | null): RecipientFileChanges['changes'][number] {
  const { slug, name } = input;
  const wasActive = before?.active ?? false;
  const switches = input.active === wasActive ? null : input.active ? 'ON' : 'OFF';
  if (before === null) return { slug, name, change: 'NEW', settings: [], switches };
  const { configuration: old } = before;
  const settings = [
    ...(input.name === before.name ? [] : ['/name']),
    ...(input.active === before.active ? [] : ['/active']),
    ...Object.entries(input.configuration)
      .filter(([setting, value]) => !isDeepStrictEqual(value, new Map(Object.entries(old)).get(setting)))
      .map(([setting]) => `/configuration/${setting}`)
      .sort(),
  ];
  return { slug, name, change: settings.length > 0 ? 'CHANGED' : 'SAME', settings, switches };
}

/** The same for as long as no recipient is added or changed. */
function fingerprint(all: readonly Found[]): string {
  const versions = all.map(({ id, version }) => `${id}:${version}`).join();
  return createHash('sha256').update(versions).digest('base64url');
}
