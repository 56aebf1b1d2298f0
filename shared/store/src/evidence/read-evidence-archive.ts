import { Readable } from 'node:stream';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { refuseNonSender } from '../recipients/refuse-non-sender.ts';
import { Refusal } from '../refusal.ts';
import { evidenceArchives, recipients } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { lockEvidence } from './lock-evidence.ts';

/**
 * The archive of a package, the same bytes each time. What left, for whom, with which fields and under which TLP is on
 * record before the first byte is given out. Refused: an unknown id (`not-found`), one that is not built (`conflict`),
 * somebody whom the recipient's settings do not let send to it (`forbidden`).
 */
export function readEvidenceArchive(
  store: Pick<Store, 'db'>,
  actor: Actor,
  packageId: string,
): Promise<{ name: string; mediaType: string; bytes: Readable }> {
  return store.db.transaction(async (transaction) => {
    const found = await lockEvidence(transaction, packageId);
    const [recipient] = await transaction
      .select({ name: recipients.name, settings: recipients.configuration })
      .from(recipients)
      .where(eq(recipients.id, found.recipientId));
    if (!recipient) throw new Error('A package has no recipient');
    await refuseNonSender(transaction, actor, recipient.settings);
    const [archive] = await transaction
      .select()
      .from(evidenceArchives)
      .where(eq(evidenceArchives.packageId, packageId));
    if (found.state !== 'BUILT' || !archive || found.configuration === null)
      throw new Refusal('conflict', 'This package is not built');
    const { fields, tlp } = found.configuration;
    await writeAudit(transaction, {
      verb: 'DISCLOSED_EVIDENCE',
      actor,
      subjectKind: 'evidence',
      subjectId: packageId,
      details: {
        recipientId: found.recipientId,
        agency: found.ground.agency,
        reference: found.ground.reference,
        sha256: archive.sha256,
        fields,
        tlp,
      },
    });
    return {
      name: `lapwing-evidence-${packageId}.zip`,
      mediaType: 'application/zip',
      bytes: Readable.from([archive.bytes]),
    };
  });
}
