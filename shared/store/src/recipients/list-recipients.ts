import type { RecipientView } from '@lapwing/contracts';
import type { Store } from '../store.ts';
import { recipientViews } from './recipient-view.ts';

/** All recipients by name, with the counts of their referrals. */
export function listRecipients(store: Pick<Store, 'db'>): Promise<RecipientView[]> {
  return recipientViews(store.db);
}
