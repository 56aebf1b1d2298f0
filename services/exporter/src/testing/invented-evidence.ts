import type { KeyObject } from 'node:crypto';
import { type CustodyRow, EvidenceFile, type EvidenceItem, referralFields } from '@lapwing/contracts';
import { signCheckpoint } from '@lapwing/store/audit/checkpoint';
import { collectInclusionProofs } from '@lapwing/store/audit/inclusion-proof';
import { leafHash } from '@lapwing/store/audit/merkle-tree';
import { commitmentTo, openingKey, saltedLeafBytes } from '@lapwing/store/audit/salted-leaf';
import type { EvidenceToBuild } from '../evidence/build-package.ts';
import { inventReferral } from './invented-envelope.ts';

const PACKAGE = '01990000-0000-7000-8000-0000000000e1';
const ITEM = '01990000-0000-7000-8000-0000000000a1';
const REFERRAL = '01990000-0000-7000-8000-000000000001';
const CORRECTION = '01990000-0000-7000-8000-000000000002';
/** Leaves of the invented log; the rows of the package are some of them. */
const LOG_SIZE = 23;

/** An item on an invented, harmless post, with one event of every kind. */
export function inventItem(overrides: Partial<EvidenceItem> = {}): EvidenceItem {
  const { referralId, schemaVersion, policyArea, requestedAction, goodFaith, notifierRef, ...facts } =
    inventReferral();
  const by = 'plover-17';
  const at = (minute: number) => `2026-01-31T10:${String(minute).padStart(2, '0')}:00.000Z`;
  return {
    itemId: ITEM,
    facts,
    accountMayBeOfAChild: false,
    events: [
      {
        kind: 'FLAGGED',
        at: at(0),
        by,
        observedAt: at(0),
        url: facts.urlOriginal,
        category: 'GROOMING',
        severity: 2,
      },
      { kind: 'DECIDED', at: at(1), by: 'plover-18', verdict: 'CONFIRM', category: 'GROOMING', severity: 2 },
      { kind: 'POLICE_TOLD', at: at(2), by: 'plover-18', agency: 'Child protection police' },
      { kind: 'REFERRED', at: at(3), by: null, referralId: REFERRAL, recipient: 'Meta', withdrawn: false },
      { kind: 'BUILT', at: at(4), by: null, referralId: REFERRAL },
      { kind: 'SENT', at: at(5), by: 'plover-19', referralId: REFERRAL },
      { kind: 'RECEIVED', at: at(6), by: 'plover-19', referralId: REFERRAL, ticket: 'META-1' },
      { kind: 'REMINDED', at: at(7), by: 'plover-19', referralId: REFERRAL },
      {
        kind: 'OUTCOME',
        at: at(8),
        by: 'plover-19',
        referralId: REFERRAL,
        outcome: 'REMOVED',
        source: 'RECIPIENT_REPLY',
      },
      { kind: 'RECHECKED', at: at(9), by, referralId: REFERRAL, finding: 'STILL_THERE' },
      { kind: 'REOPENED', at: at(9), by, referralId: REFERRAL, reason: 'STILL_THERE' },
      {
        kind: 'CORRECTED',
        at: at(10),
        by: 'plover-19',
        referralId: REFERRAL,
        relation: 'CORRECTION',
        correctionId: CORRECTION,
        category: null,
        severity: 1,
      },
    ],
    ...overrides,
  };
}

/** A package about invented items, and a log that has its rows; `signingKey` signs the checkpoint. */
export function inventEvidence(
  signingKey: KeyObject,
  overrides: { items?: EvidenceItem[]; fields?: EvidenceToBuild['fields'] } = {},
): EvidenceToBuild {
  const content = EvidenceFile.parse({
    lapwing: 'evidence/1',
    packageId: PACKAGE,
    createdAt: '2026-02-01T08:00:00.000Z',
    organisation: { name: 'Plover Foundation', contact: 'desk@plover.example', domain: 'plover.example' },
    recipient: 'Police unit',
    tlp: 'TLP:AMBER+STRICT',
    ground: {
      agency: 'Child protection police',
      authority: 'Provincial court',
      reference: 'CP 17/2569',
      legalBasis: 'Order to produce of 30 January 2026',
    },
    items: overrides.items ?? [inventItem()],
  });
  const leaves = Array.from({ length: LOG_SIZE }, (_, index) => inventRow(index));
  const log = collectInclusionProofs(leaves.map((_, index) => index));
  for (const { leaf } of leaves) log.append(leaf);
  const { root, proofs } = log.end();
  return {
    content,
    fields: overrides.fields ?? [...referralFields],
    custody: {
      lapwing: 'custody/1',
      size: LOG_SIZE,
      rows: leaves
        .map(({ row }) => ({
          ...row,
          path: (proofs.get(row.leafIndex) ?? []).map((hash) => hash.toString('base64')),
        }))
        .filter(({ leafIndex }) => leafIndex % 3 === 1),
    },
    checkpoint: signCheckpoint(
      { origin: 'plover.example/lapwing/audit', size: LOG_SIZE, rootHash: root?.toString('base64') ?? '' },
      signingKey,
    ),
  };
}

/** A row as it is given out, open or withheld in turns, and its leaf. */
function inventRow(leafIndex: number): { row: Omit<CustodyRow, 'path'>; leaf: Buffer } {
  const salt = `6a1c9c5e-58b7-4a32-9f51-${String(leafIndex).padStart(12, '0')}`;
  const said = {
    sequence: String(leafIndex + 100),
    at: '2026-01-31T10:00:00.000000Z',
    verb: 'DECISION_MADE',
    subjectKind: 'item',
    subjectId: ITEM,
    transactionId: String(800 + leafIndex),
  };
  // As Postgres writes it: these steer some programs, and stand there as they are.
  const value = `{"verdict": "CONFIRM", "token": ${leafIndex}, "agency": "One\u007f\u0085\u009f\ufffe"}`;
  const key = openingKey(salt, 'details');
  const commitments = {
    actor_id: commitmentTo(openingKey(salt, 'actor_id'), `person ${leafIndex}`),
    details: commitmentTo(key, value),
    request_id: commitmentTo(openingKey(salt, 'request_id'), null),
  };
  const { actor_id: actor, request_id: request, details } = commitments;
  return {
    leaf: leafHash(saltedLeafBytes(said, commitments)),
    row: {
      ...said,
      leafIndex,
      by: leafIndex % 2 === 0 ? null : 'plover-18',
      proof:
        leafIndex % 2 === 0
          ? { kind: 'OPEN', details: { key, value }, actor, request }
          : { kind: 'WITHHELD', details, actor, request },
    },
  };
}
