import type { DeliveryError } from '@lapwing/contracts';

/** What can go well or wrong outside while a batch is delivered, in the words of docs/transports.md. */
export const deliveryFaults = {
  TAKES_IT: 'takes it',
  BREAKS_OFF_ITS_ANSWER: 'says that it has it, and breaks off in the middle of its answer',
  NEVER_ANSWERS: 'takes it in and never answers',
  BREAKS_THE_CONNECTION: 'breaks the connection while it is sent',
  GARBLES_THE_CONNECTION: 'garbles the encrypted connection while it is sent',
  FAILS_ITSELF: 'answers that something went wrong on its side',
  IS_OVERLOADED: 'takes it in and answers that it is overloaded (503)',
  WAITED_TOO_LONG: 'takes it in and answers that it waited too long (408)',
  ASKS_TO_WAIT: 'asks to wait',
  REFUSES: 'will not have it',
  IS_GONE: 'says that the address is not in use any more (the folder is not there)',
  SENDS_ELSEWHERE: 'sends on to another address',
  WRONG_CERTIFICATE: 'cannot prove who it is (a certificate that nobody vouches for; another host key)',
  SPEAKS_NO_TLS: 'speaks nothing that is encrypted (TLS, SSH)',
  NOT_LISTENING: 'does not listen',
  NAME_UNKNOWN: 'has a name that leads nowhere',
  PRIVATE_ADDRESS: 'has a name that leads into a private network',
} as const;
export type DeliveryFault = keyof typeof deliveryFaults;

/** What a transport makes of a fault. */
export type Expected = 'ARRIVED' | DeliveryError;
