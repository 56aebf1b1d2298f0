/*
 * A program of its own, to be killed: makes one attempt to send the e-mail of CALL_ID through the mail server MAIL on this
 * machine, which it knows by CERTIFICATE, at the time NOW.
 */
import { silentLogger } from '@lapwing/store/logging';
import { openDatabase } from '@lapwing/store/store';
import { z } from 'zod';
import { sendCallMail } from '../../escalate/send-call-mail.ts';

const MailServer = z.object({
  host: z.string(),
  port: z.number(),
  secure: z.boolean(),
  account: z.object({ user: z.string(), password: z.string() }).nullable(),
  from: z.string(),
  replyTo: z.string(),
  openPgpKey: z.null(),
  dkim: z.null(),
});
const { DATABASE_URL, CALL_ID, NOW, MAIL, CERTIFICATE } = z
  .object({
    DATABASE_URL: z.string(),
    CALL_ID: z.uuid(),
    NOW: z.iso.datetime(),
    MAIL: z.string().transform((text) => MailServer.parse(JSON.parse(text))),
    CERTIFICATE: z.string(),
  })
  .parse(process.env);
const { pool, db } = openDatabase(DATABASE_URL, { connections: 4, applicationName: 'to-be-killed' });
const result = await sendCallMail(
  {
    store: { db },
    clock: () => new Date(NOW),
    consoleUrl: 'https://console.lapwing.example',
    network: {
      resolve: async () => ['127.0.0.1'],
      mayReach: () => false,
      certificateAuthorities: CERTIFICATE,
    },
    patience: { connectMs: 10_000, answerMs: 10_000, wholeMs: 30_000 },
    mail: MAIL,
    log: silentLogger(),
  },
  CALL_ID,
);
process.stdout.write(result);
await pool.end();
