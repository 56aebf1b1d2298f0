/*
 * A program of its own, to be killed: reads the mailbox MAILBOX on this machine once, which it knows by CERTIFICATE.
 */
import { silentLogger } from '@lapwing/store/logging';
import { createSealer } from '@lapwing/store/sealing';
import { openDatabase } from '@lapwing/store/store';
import { z } from 'zod';
import { readReplies } from '../../replies/read-replies.ts';

const Mailbox = z.object({
  host: z.string(),
  port: z.number(),
  secure: z.boolean(),
  user: z.string(),
  password: z.string(),
  folder: z.string(),
});
const { DATABASE_URL, MAILBOX, CERTIFICATE } = z
  .object({
    DATABASE_URL: z.string(),
    MAILBOX: z.string().transform((text) => Mailbox.parse(JSON.parse(text))),
    CERTIFICATE: z.string(),
  })
  .parse(process.env);
const { pool, db } = openDatabase(DATABASE_URL, { connections: 4, applicationName: 'to-be-killed' });
await readReplies({
  store: { db, sealer: createSealer(Buffer.alloc(32)) },
  clock: () => new Date(),
  mailbox: MAILBOX,
  ownKey: null,
  network: {
    resolve: async () => ['127.0.0.1'],
    mayReach: () => false,
    certificateAuthorities: CERTIFICATE,
  },
  patience: { connectMs: 10_000, answerMs: 10_000, wholeMs: 30_000 },
  brokeAt: new Map(),
  log: silentLogger(),
});
await pool.end();
