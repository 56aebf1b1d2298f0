import { type RecipientConfiguration, RecipientInput, readyMadeRecipients } from '@lapwing/contracts';
import { createRecipient } from '../recipients/create-recipient.ts';
import type { Actor, Store } from '../store.ts';

/** A police unit that is in use, as it is ready-made but for `settings`. Returns its id. */
export async function addPoliceUnit(
  store: Store,
  admin: Actor,
  settings: Partial<RecipientConfiguration> = {},
  slug = 'police',
): Promise<string> {
  const model = readyMadeRecipients.find((one) => one.slug === 'police');
  if (!model) throw new Error('A police unit is not ready-made');
  const contacts = [{ name: 'Desk', email: 'desk@police.example', phone: '', web: '', note: '' }];
  const configuration = { ...model.configuration, contacts, ...settings };
  const input = RecipientInput.parse({ ...model, slug, active: true, configuration });
  const made = await createRecipient(store, admin, input);
  return made.recipientId;
}
