import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planDay, type ReadyGroup } from './plan-day.ts';

const open = { standing: 'OPEN', maySend: true, batchesLeft: null, maximumReferrals: 10 } as const;
const ready = (count: number, group: Partial<ReadyGroup> = {}): ReadyGroup => ({
  imminent: false,
  held: false,
  taken: true,
  sayable: true,
  count,
  ...group,
});

describe('planDay', () => {
  it('sends everything where nothing limits it, imminent danger alone', () => {
    expect(planDay([ready(25), ready(2, { imminent: true })], open)).toEqual({
      imminent: 2,
      batches: 3,
      referrals: 25,
      heldBack: [],
    });
  });

  it('says why the rest stays', () => {
    const groups = [
      ready(25),
      ready(3, { imminent: true, held: true }),
      ready(1, { imminent: true }),
      ready(4, { taken: false, sayable: false }),
      ready(2, { sayable: false }),
    ];
    expect(planDay(groups, { ...open, batchesLeft: 2 })).toEqual({
      imminent: 1,
      batches: 2,
      referrals: 20,
      heldBack: [
        { reason: 'CONTENT_NOT_TAKEN', count: 4 },
        { reason: 'NO_FORMAT', count: 2 },
        { reason: 'LAW_ENFORCEMENT_FIRST', count: 3 },
        { reason: 'BATCHES_USED_UP', count: 5 },
      ],
    });
    expect(planDay(groups, { ...open, standing: 'ENDED' }).heldBack).toEqual([
      { reason: 'ENDED', count: 35 },
    ]);
    expect(planDay(groups, { ...open, maySend: false }).heldBack).toEqual([
      { reason: 'NOT_A_SENDER', count: 35 },
    ]);
    expect(planDay([], { ...open, standing: 'SWITCHED_OFF' }).heldBack).toEqual([]);
  });

  it('loses no referral and counts none twice', () => {
    const group = fc.record({
      imminent: fc.boolean(),
      held: fc.boolean(),
      taken: fc.boolean(),
      sayable: fc.boolean(),
      count: fc.integer({ min: 1, max: 50 }),
    });
    const terms = fc.record({
      standing: fc.constantFrom('OPEN' as const, 'SWITCHED_OFF' as const, 'NOT_YET' as const),
      maySend: fc.boolean(),
      batchesLeft: fc.option(fc.integer({ min: 0, max: 5 })),
      maximumReferrals: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(group), terms, (groups, day) => {
        // Only imminent danger is ever held.
        const real = groups.map((one) => ({ ...one, held: one.held && one.imminent }));
        const { imminent, referrals, batches, heldBack } = planDay(real, day);
        const held = heldBack.reduce((sum, { count }) => sum + count, 0);
        expect(imminent + referrals + held).toBe(real.reduce((sum, { count }) => sum + count, 0));
        if (day.batchesLeft !== null) expect(batches).toBeLessThanOrEqual(day.batchesLeft);
        expect(referrals).toBeLessThanOrEqual(batches * day.maximumReferrals);
      }),
    );
  });
});
