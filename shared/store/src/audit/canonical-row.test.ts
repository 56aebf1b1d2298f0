import { describe, expect, it } from 'vitest';
import { type CanonicalRow, canonicalBytes } from './canonical-row.ts';
import { commitmentTo, openingKey } from './salted-leaf.ts';

const row: CanonicalRow = {
  sequence: '7',
  at: '2026-01-31T08:00:00.000000Z',
  verb: 'DECISION_MADE',
  actor_id: '0190a5a0-0000-7000-8000-000000000001',
  subject_kind: 'item',
  subject_id: '0190a5a0-0000-7000-8000-000000000002',
  details: '{"verdict": "CONFIRM"}',
  request_id: null,
  transaction_id: '812',
  salt: '6a1c9c5e-58b7-4a32-9f51-1f4b7e7a3c11',
};
const said = (changed: Partial<CanonicalRow> = {}) => canonicalBytes({ ...row, ...changed }).toString();

describe('the canonical bytes of an audit row', () => {
  it('say when, what and about which, and neither who nor the details', () => {
    expect(said()).toContain('"7","2026-01-31T08:00:00.000000Z","DECISION_MADE"');
    expect(said()).toContain(row.subject_id);
    expect(said()).not.toContain(row.actor_id);
    expect(said()).not.toContain('CONFIRM');
  });

  it.for(['actor_id', 'details', 'request_id'] as const)(
    'commit to %s, and to nothing else by it',
    (field) => {
      const { salt } = row;
      if (salt === null) throw new Error('The row has a salt');
      expect(said()).toContain(commitmentTo(openingKey(salt, field), row[field]));
      expect(said({ [field]: 'another' })).not.toBe(said());
      expect(said({ [field]: null })).not.toBe(said({ [field]: 'null' }));
      expect(said({ salt: '6a1c9c5e-58b7-4a32-9f51-1f4b7e7a3c12' })).not.toContain(
        commitmentTo(openingKey(salt, field), row[field]),
      );
    },
  );

  it('of a row from before there were salts say everything, as they did when it was sealed', () => {
    expect(said({ salt: null })).toBe(
      '["lapwing-audit/1","7","2026-01-31T08:00:00.000000Z","DECISION_MADE","0190a5a0-0000-7000-8000-000000000001","item","0190a5a0-0000-7000-8000-000000000002","{\\"verdict\\": \\"CONFIRM\\"}",null,"812"]',
    );
  });
});
