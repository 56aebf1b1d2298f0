/** Where a recipient's webhook secret is kept, for the sealer: sealed for one recipient, it opens for no other. */
export const webhookSecretContext = (recipientId: string): string =>
  `recipient:${recipientId}:webhook-secret`;
