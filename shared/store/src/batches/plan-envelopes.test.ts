import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, planEnvelopes } from './plan-batches.ts';

const candidates = fc
  .array(fc.record({ imminent: fc.boolean(), answered: fc.boolean() }), { maxLength: 150 })
  .map((list) =>
    list.map(({ imminent, answered }, index): Candidate => {
      const id = String(index);
      return { referralId: id, itemId: id, platform: 'FACEBOOK', imminent, held: imminent && !answered };
    }),
  );

describe('planEnvelopes', () => {
  it('sends imminent danger alone, holds back what police were not told of, and loses nothing', () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 1, max: 20 }), (given, maximum) => {
        const plan = planEnvelopes(given, maximum);
        const byId = new Map(given.map((candidate) => [candidate.referralId, candidate]));
        for (const { imminent, referralIds } of plan.envelopes) {
          expect(referralIds.length).toBeGreaterThan(0);
          expect(referralIds.length).toBeLessThanOrEqual(imminent ? 1 : maximum);
          for (const id of referralIds) expect(byId.get(id)).toMatchObject({ imminent, held: false });
        }
        const sent = plan.envelopes.flatMap(({ referralIds }) => referralIds);
        expect(new Set([...sent, ...plan.held]).size + plan.remaining).toBe(given.length);
      }),
    );
  });
});
