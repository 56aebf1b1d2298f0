import { repeatUntilStopped } from '@lapwing/store/processes/repeat-until-stopped';
import { type Failures, type RepliesContext, readReplies } from './read-replies.ts';

/** How often the mailbox is looked into. */
const POLL_MS = 60_000;

/** Reads the mailbox, where one is set up, again and again until it is stopped. */
export function startReplies(
  context: Omit<RepliesContext, 'mailbox' | 'brokeAt'> & Pick<Partial<RepliesContext>, 'mailbox'>,
): { stop: () => Promise<void> } {
  const { mailbox, log } = context;
  if (mailbox === undefined) return { stop: async () => {} };
  const brokeAt = new Map<number, Failures>();
  return repeatUntilStopped(
    async (stopped) => {
      await readReplies({ ...context, mailbox, brokeAt }, stopped);
      return false;
    },
    { intervalMs: POLL_MS, log, trouble: 'the exporter cannot record replies now and tries again' },
  );
}
