import type { CallOrder } from '@lapwing/contracts';
import { callOrder } from '../schema/index.ts';
import type { Database, Store, Transaction } from '../store.ts';
import { leadsToCall } from './leads-to-call.ts';

/** Who is called about imminent danger that nobody answers: what was decided, and what comes of it today. */
export function readCallOrder(store: Pick<Store, 'db'>): Promise<CallOrder> {
  return callOrderView(store.db);
}

/** The order as it is answered; version 0 while nothing was decided. */
export async function callOrderView(db: Database | Transaction): Promise<CallOrder> {
  const [decided] = await db.select().from(callOrder);
  const called = await leadsToCall(db);
  return {
    personIds: decided?.personIds ?? [],
    called: called.map(({ personId, name }) => ({ personId, name })),
    version: decided?.version ?? 0,
  };
}
