import type { KeyObject } from 'node:crypto';
import { auditOrigin } from '@lapwing/store/audit/checkpoint';
import { startAuditSealer } from '@lapwing/store/audit/start-audit-sealer';
import { dueEvidence } from '@lapwing/store/evidence/due-evidence';
import type { Logger } from '@lapwing/store/logging';
import { repeatUntilStopped } from '@lapwing/store/processes/repeat-until-stopped';
import { openWorker } from '@lapwing/store/queues/open-worker';
import { createSealer } from '@lapwing/store/sealing';
import { openDatabase } from '@lapwing/store/store';
import type { PrivateKey } from 'openpgp';
import { buildBatch } from './build-batch.ts';
import { startDeliveries } from './deliver/start-deliveries.ts';
import type { Organisation } from './envelope.ts';
import { startEscalations } from './escalate/start-escalations.ts';
import { buildEvidence } from './evidence/build-evidence.ts';
import type { MailServer } from './network/mail-server.ts';
import type { MailboxServer } from './network/mailbox-server.ts';
import { type OutsideNetwork, publicInternet } from './network/outside-network.ts';
import { usualPatience } from './network/post-once.ts';
import { answerPreview } from './preview-recipient.ts';
import { startReplies } from './replies/start-replies.ts';
import { answerReport } from './report-file.ts';
import { startSchedules } from './schedule/start-schedules.ts';
import { startBuilding } from './start-building.ts';
import type { NcmecAccount } from './transports/batch-transport.ts';

/**
 * Batches built at the same time. Each takes up to four database connections, as does each of the two places where due
 * batches are built; a delivery takes two.
 */
const CONCURRENCY = 2;
/** People wait for these; each writes a file in every format. */
const PREVIEWS_AT_ONCE = 2;
/** How soon a package is found. */
const POLL_MS = 3_000;

/** What the exporter needs to know. */
export interface ExporterSettings {
  databaseUrl: string;
  redisUrl: string | undefined;
  organisation: Organisation;
  /** Address of the console, without a slash at its end: a lead who is called is led there. */
  publicUrl: string;
  signingKey: KeyObject;
  /** 32 bytes. */
  sealKey: Buffer;
  /** Mail server of the organisation; null where there is none. */
  mail: MailServer | null;
  /** The organisation at NCMEC; null where it is not registered there. */
  ncmec: NcmecAccount | null;
  /** Mailbox in which recipients answer; null where none is read. */
  mailbox?: MailboxServer | null;
  /** The organisation's OpenPGP key, which opens what is encrypted to it. */
  openPgpKey?: PrivateKey | null;
  /** Private key of SSH in the form of OpenSSH. */
  sshKey: string;
  /** How recipients are reached; the public internet unless a test brings its own. */
  network?: OutsideNetwork;
  log: Logger;
}

/**
 * Builds batches until it is stopped: those that are announced, and those that are due though nobody announced them; makes
 * those that recipients' schedules ask for;
 * and delivers those that a person asked it to. Builds packages of evidence that were approved, and calls
 * leads about imminent danger that nobody answers. Reads what recipients answer by e-mail. It also seals the audit log, since it holds the key that signs.
 */
export function startExporter(settings: ExporterSettings): { stop: () => Promise<void> } {
  const { log, databaseUrl, redisUrl, organisation, signingKey, sealKey } = settings;
  const { pool, db } = openDatabase(databaseUrl, { connections: 40, applicationName: 'lapwing-exporter' });
  const context = { store: { db, pool }, organisation, signingKey, log };
  const worker = openWorker({
    queue: 'build-batch',
    location: { redisUrl, databaseUrl },
    concurrency: CONCURRENCY,
    log,
    handle: async ({ batchId }) => {
      await buildBatch(context, batchId);
    },
    // The row of the batch says that it is due, so the poll finds it; a failure to build is counted there.
    onDead: async () => {},
  });
  const sealed = createSealer(sealKey);
  const previews = openWorker({
    queue: 'preview',
    location: { redisUrl, databaseUrl },
    concurrency: PREVIEWS_AT_ONCE,
    log,
    handle: (job) => answerPreview(sealed, organisation, job),
    // Whoever asked was told that nobody answered, and may ask again.
    onDead: async () => {},
  });
  const reports = openWorker({
    queue: 'report',
    location: { redisUrl, databaseUrl },
    concurrency: 1,
    log,
    handle: (job) => answerReport(sealed, organisation, job),
    // As with previews.
    onDead: async () => {},
  });
  const building = startBuilding(context);
  const evidence = repeatUntilStopped(
    async (stopped) => {
      for (const packageId of await dueEvidence(context.store, 5)) {
        if (stopped.aborted) break;
        await buildEvidence(context, packageId);
      }
      return false;
    },
    { intervalMs: POLL_MS, log, trouble: 'the exporter cannot look for packages now and tries again' },
  );
  const deliveries = startDeliveries({
    store: { db, sealer: sealed },
    organisation: organisation.name,
    network: settings.network ?? publicInternet,
    patience: usualPatience,
    mail: settings.mail,
    sshKey: settings.sshKey,
    sessions: new Map(),
    ncmec: settings.ncmec,
    log,
  });
  const escalations = startEscalations({
    store: { db },
    clock: () => new Date(),
    network: settings.network ?? publicInternet,
    patience: usualPatience,
    mail: settings.mail,
    consoleUrl: settings.publicUrl,
    log,
  });
  const replies = startReplies({
    store: { db, sealer: sealed },
    clock: () => new Date(),
    ...(settings.mailbox ? { mailbox: settings.mailbox } : {}),
    ownKey: settings.openPgpKey ?? null,
    network: settings.network ?? publicInternet,
    patience: usualPatience,
    log,
  });
  const schedules = startSchedules({ store: { db }, clock: () => new Date(), log });
  const sealer = startAuditSealer({ db }, log, { signingKey, origin: auditOrigin(organisation.domain) });
  return {
    stop: async () => {
      await Promise.all([
        worker.close(),
        previews.close(),
        reports.close(),
        building.stop(),
        evidence.stop(),
        deliveries.stop(),
        escalations.stop(),
        replies.stop(),
        schedules.stop(),
        sealer.stop(),
      ]);
      await pool.end();
    },
  };
}
