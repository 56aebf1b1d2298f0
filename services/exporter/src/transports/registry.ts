import type { Transport } from '@lapwing/contracts';
import type { BatchTransport } from './batch-transport.ts';
import { download } from './download.ts';

/** Every transport that a recipient can have. A new one is a file beside these and a line here. */
export const transports: Readonly<Record<Transport, BatchTransport>> = { DOWNLOAD: download };
