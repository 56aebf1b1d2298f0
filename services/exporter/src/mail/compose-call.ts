import { fill } from '../letter/letter-messages.ts';
import en from './messages/en.json' with { type: 'json' };
import th from './messages/th.json' with { type: 'json' };

/** What an e-mail to a lead who is called about imminent danger says. */
export interface CallFacts {
  referralId: string;
  recipient: string;
  /** Page of the console with the batch. */
  link: string;
  /** Whether the message to the recipient came back. */
  cameBack: boolean;
}

/**
 * The message to a lead who is called, in English and Thai, since nobody told us which of the two she reads. Nothing of
 * what was referred, no address, nobody who flagged it: it shows on locked screens.
 */
export function composeCall({ cameBack, ...facts }: CallFacts): {
  subject: string;
  outerSubject: string;
  text: string;
} {
  const texts = [en, th].map((words) =>
    [
      words.callOpening,
      ...(cameBack ? [words.callCameBack] : []),
      words.callFacts,
      words.callLink,
      words.callNext,
    ]
      .map((line) => fill(line, { ...facts }))
      .join('\n\n'),
  );
  const subject = `${en.callSubject} / ${th.callSubject}`;
  return { subject, outerSubject: subject, text: `${texts.join('\n\n* * *\n\n')}\n` };
}
