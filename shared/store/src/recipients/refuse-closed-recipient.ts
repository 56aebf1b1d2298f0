import { standingOf } from '@lapwing/contracts';
import { sendingRefusal } from '../refusal.ts';
import type { recipients } from '../schema/index.ts';

/** Refuses (`conflict`) to send to a recipient that takes no referrals today. */
export function refuseClosedRecipient(recipient: typeof recipients.$inferSelect, now: Date): void {
  const { activeFrom, activeUntil } = recipient.configuration;
  switch (standingOf(recipient, now)) {
    case 'OPEN':
      return;
    case 'SWITCHED_OFF':
      throw sendingRefusal('closed', 'This recipient is switched off');
    case 'NOT_YET':
      throw sendingRefusal('closed', `This recipient takes referrals from ${activeFrom} on`);
    case 'ENDED':
      throw sendingRefusal('closed', `This recipient took referrals until ${activeUntil}`);
  }
}
