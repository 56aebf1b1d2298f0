import type { SftpTransport } from '@lapwing/contracts';
import { putFolder } from '../network/put-folder.ts';
import type { BatchTransport } from './batch-transport.ts';

/**
 * Lays the batch into a folder on a server of the recipient. The folder's name is made of the batch's id, the same for every
 * attempt, and it is there whole or not at all.
 */
export function sftp(target: SftpTransport): BatchTransport {
  return {
    transport: 'SFTP',
    handOver: async ({ batchId, files }, { network, patience, sshKey }) => {
      const put = await putFolder(network, patience, target, sshKey, { name: `lapwing-${batchId}`, files });
      return put.kind === 'THERE'
        ? { kind: 'ARRIVED', reference: '', status: null }
        : { kind: 'FAILED', error: put.error, status: null, retryAfterMs: null };
    },
  };
}
