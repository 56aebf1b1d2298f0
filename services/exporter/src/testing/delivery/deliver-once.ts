/*
 * A program of its own, to be killed: makes one attempt to deliver BATCH_ID to a desk on this machine, which it knows
 * by DESK, a network that leads there. Production has no such door: it reaches the public internet only.
 */
import { silentLogger } from '@lapwing/store/logging';
import { createSealer } from '@lapwing/store/sealing';
import { openDatabase } from '@lapwing/store/store';
import { z } from 'zod';
import { deliverBatch } from '../../deliver/deliver-batch.ts';

const { DATABASE_URL, SEAL_KEY, BATCH_ID, CERTIFICATE } = z
  .object({ DATABASE_URL: z.string(), SEAL_KEY: z.base64(), BATCH_ID: z.uuid(), CERTIFICATE: z.string() })
  .parse(process.env);
const { pool, db } = openDatabase(DATABASE_URL, { connections: 4, applicationName: 'to-be-killed' });
const result = await deliverBatch(
  {
    store: { db, sealer: createSealer(Buffer.from(SEAL_KEY, 'base64')) },
    organisation: 'Plover Foundation',
    network: {
      resolve: async () => ['127.0.0.1'],
      mayReach: (address) => address === '127.0.0.1',
      certificateAuthorities: CERTIFICATE,
    },
    patience: { connectMs: 10_000, answerMs: 10_000, wholeMs: 30_000 },
    mail: null,
    sshKey: '',
    sessions: new Map(),
    ncmec: null,
    log: silentLogger(),
  },
  BATCH_ID,
);
process.stdout.write(result);
await pool.end();
