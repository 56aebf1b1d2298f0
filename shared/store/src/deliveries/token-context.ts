import type { ReportTransport } from '@lapwing/contracts';

/** Where a recipient's token is kept, for the sealer: it opens for this recipient and the server that it was given for. */
export const tokenContext = (recipientId: string, { kind, server }: ReportTransport): string =>
  `recipient:${recipientId}:token:${kind}:${new URL(server).origin}`;
