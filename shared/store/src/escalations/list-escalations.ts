import type { EscalationList } from '@lapwing/contracts';
import { ne } from 'drizzle-orm';
import { escalations } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { escalationViews } from './escalation-view.ts';

/** Every escalation that is not settled, newest first. */
export async function listEscalations(store: Pick<Store, 'db'>, actor: Actor): Promise<EscalationList> {
  return { escalations: await escalationViews(store.db, actor, ne(escalations.state, 'SETTLED')) };
}
