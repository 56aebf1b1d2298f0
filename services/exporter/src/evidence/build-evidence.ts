import type { KeyObject } from 'node:crypto';
import type { EvidenceFile } from '@lapwing/contracts';
import { failEvidenceAttempt } from '@lapwing/store/evidence/fail-evidence-attempt';
import { finishEvidence } from '@lapwing/store/evidence/finish-evidence';
import {
  type EvidenceToLoad,
  loadEvidenceForBuilding,
} from '@lapwing/store/evidence/load-evidence-for-building';
import { type BuildContext, type BuildResult, sentenceOf } from '../build-batch.ts';
import type { Organisation } from '../envelope.ts';
import { type BuiltPackage, buildPackage, problemsOf } from './build-package.ts';

/** Nobody could verify the package: such a one is never handed out. */
class PackageDoesNotVerify extends Error {
  override name = 'PackageDoesNotVerify';
}

/**
 * Builds one package that was approved, and keeps it whole or not at all: killed in between, the next attempt gives the same
 * bytes. A failure is kept with the package, which is due again later; only a database that is away rejects.
 */
export async function buildEvidence(
  { store, organisation, signingKey, log }: BuildContext,
  packageId: string,
): Promise<BuildResult> {
  const evidence = await loadEvidenceForBuilding(store, packageId);
  if (evidence === null) return 'NOTHING_TO_DO';
  try {
    const built = await packageOf(evidence, organisation, signingKey);
    const [problem] = await problemsOf(built, signingKey);
    if (problem !== undefined) throw new PackageDoesNotVerify(problem);
    if (!(await finishEvidence(store, packageId, built))) return 'NOTHING_TO_DO';
    log.info({ packageId, items: evidence.items.length, bytes: built.archive.length }, 'a package is built');
    return 'BUILT';
  } catch (error) {
    const next = await failEvidenceAttempt(store, packageId, sentenceOf(error));
    log.error({ err: error, packageId, next }, 'a package could not be built');
    return 'FAILED';
  }
}

function packageOf(
  evidence: EvidenceToLoad,
  organisation: Organisation,
  signingKey: KeyObject,
): Promise<BuiltPackage> {
  const { packageId, approvedAt, recipient, configuration, ground, items, custody, checkpoint } = evidence;
  const content: EvidenceFile = {
    lapwing: 'evidence/1',
    packageId,
    createdAt: approvedAt.toISOString(),
    organisation: {
      name: organisation.name,
      contact: organisation.contact ?? null,
      domain: organisation.domain ?? null,
    },
    recipient,
    tlp: `TLP:${configuration.tlp}`,
    ground,
    items,
  };
  return buildPackage({ content, fields: configuration.fields, custody, checkpoint }, signingKey);
}
