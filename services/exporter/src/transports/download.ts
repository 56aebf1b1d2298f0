import type { BatchTransport } from './batch-transport.ts';

/** A person downloads the files, hands them over in the recipient's portal or form, and marks the batch as sent. */
export const download: BatchTransport = {
  transport: 'DOWNLOAD',
  handOver: async () => ({ kind: 'WAITS_FOR_PERSON' }),
};
