import type { recipients } from '../schema/index.ts';

/** Whether the system of a recipient may record outcomes: an admin said so, it is active, and it gets webhooks. */
export const mayCall = ({
  active,
  configuration: { transport, takesCalls },
}: Pick<typeof recipients.$inferSelect, 'active' | 'configuration'>): boolean =>
  active && takesCalls && transport.kind === 'WEBHOOK';
