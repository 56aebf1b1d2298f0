import { sendingRefusal } from '../refusal.ts';
import type { batches } from '../schema/index.ts';

/** Refuses (`conflict`) what a person does by hand to a batch that Lapwing is delivering: it could be sent twice. */
export function refuseOnItsWay(batch: Pick<typeof batches.$inferSelect, 'deliveryState'>): void {
  if (batch.deliveryState === 'WAITING')
    throw sendingRefusal('on_its_way', 'Lapwing is delivering this batch: withdraw the delivery first');
}
