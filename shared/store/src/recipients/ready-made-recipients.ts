import { readyMadeRecipients as offered, type RecipientInput } from '@lapwing/contracts';

/** The two recipients every installation starts with, in use from the first minute. The others are offered only. */
export const readyMadeRecipients: readonly RecipientInput[] = offered
  .filter(({ slug }) => ['meta', 'google'].includes(slug))
  .map((recipient) => ({ ...recipient, active: true }));
