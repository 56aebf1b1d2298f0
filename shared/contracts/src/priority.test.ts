import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abstentionIn, type PriorityFacts, priorityOf } from './priority.ts';
import { abstentions } from './score.ts';
import { imminentBases, severities, urgencies } from './taxonomy.ts';

const facts: fc.Arbitrary<PriorityFacts> = fc.record({
  imminentBases: fc.uniqueArray(fc.constantFrom(...imminentBases)),
  urgency: fc.constantFrom(...urgencies),
  severity: fc.constantFrom(...severities),
  risk: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  abstained: fc.boolean(),
  abstention: fc.option(fc.constantFrom(...abstentions)),
  flaggers: fc.integer({ min: 1, max: 500 }),
  checkPercent: fc.option(fc.integer({ min: 0, max: 100 })),
});

/** The criteria in their order, as numbers; a later one counts only where all earlier ones are equal. */
const criteria = (item: PriorityFacts) => [
  item.imminentBases.length > 0 ? 1 : 0,
  urgencies.indexOf(item.urgency),
  item.severity,
  Math.max(item.risk === null || item.abstained ? 50 : Math.round(item.risk * 100), item.checkPercent ?? 0),
  Math.min(99, item.flaggers),
];

const scored = (risk: number | null) => ({ risk, abstained: false, abstention: null });
const item = (facts: Partial<PriorityFacts>) =>
  priorityOf({
    imminentBases: [],
    urgency: 'ROUTINE',
    severity: 2,
    flaggers: 1,
    checkPercent: null,
    ...scored(null),
    ...facts,
  });

describe('priorityOf', () => {
  it('ranks by imminent danger, urgency, severity, score and flaggers, in this order', () => {
    fc.assert(
      fc.property(facts, facts, (one, other) => {
        const ones = criteria(one);
        const others = criteria(other);
        const first = ones.findIndex((value, index) => value !== others[index]);
        const expected = first === -1 ? 0 : Math.sign((ones[first] ?? 0) - (others[first] ?? 0));
        expect(Math.sign(priorityOf(one).rank - priorityOf(other).rank)).toBe(expected);
      }),
    );
  });

  it('puts imminent danger first whatever the model says (rule 6)', () => {
    const imminent = priorityOf({
      imminentBases: ['LIVE_NOW'],
      urgency: 'ROUTINE',
      severity: 1,
      ...scored(0),
      flaggers: 1,
      checkPercent: null,
    });
    const other = priorityOf({
      imminentBases: [],
      urgency: 'IMMINENT',
      severity: 4,
      ...scored(1),
      flaggers: 99,
      checkPercent: 100,
    });
    expect(imminent.rank).toBeGreaterThan(other.rank);
  });

  it('fits a 32-bit integer column', () => {
    fc.assert(
      fc.property(facts, (item) => {
        const { rank } = priorityOf(item);
        return Number.isInteger(rank) && rank > 0 && rank < 2 ** 31;
      }),
    );
  });

  it('says why, the weightiest reason first', () => {
    const { reasons } = priorityOf({
      imminentBases: ['PLANNED_MEETING'],
      urgency: 'URGENT',
      severity: 3,
      ...scored(0.872),
      flaggers: 4,
      checkPercent: null,
    });
    expect(reasons).toEqual([
      { kind: 'IMMINENT_DANGER', basis: 'PLANNED_MEETING' },
      { kind: 'URGENCY', urgency: 'URGENT' },
      { kind: 'SEVERITY', severity: 3 },
      { kind: 'RISK', percent: 87 },
      { kind: 'FLAGGERS', count: 4 },
    ]);
  });

  it('lifts an item that was picked to check the model inside its urgency and severity, and marks it', () => {
    const plain: PriorityFacts = {
      imminentBases: [],
      urgency: 'ROUTINE',
      severity: 2,
      ...scored(0.1),
      flaggers: 1,
      checkPercent: null,
    };
    const picked = priorityOf({ ...plain, checkPercent: 60 });
    expect(picked.reasons).toContainEqual({ kind: 'SAMPLED' });
    expect(picked.reasons).toContainEqual({ kind: 'RISK', percent: 10 });
    expect(picked.rank).toBe(priorityOf({ ...plain, ...scored(0.6) }).rank);
    expect(priorityOf({ ...plain, severity: 3 }).rank).toBeGreaterThan(picked.rank);
    expect(priorityOf({ ...plain, ...scored(0.9), checkPercent: 60 }).rank).toBe(
      priorityOf({ ...plain, ...scored(0.9) }).rank,
    );
  });

  it('puts what the classifier is unsure of in the middle, whatever it would have said', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 100 }), (unsure, percent) => {
        const at = priorityOf({ ...unsure, abstained: true, checkPercent: null }).rank;
        const other = priorityOf({ ...unsure, ...scored(percent / 100), checkPercent: null }).rank;
        expect(Math.sign(at - other)).toBe(Math.sign(50 - percent));
      }),
    );
  });

  it('lets danger, urgency and severity outrank that it is unsure', () => {
    const unsure = item({ abstained: true }).rank;
    expect(item({ severity: 3, ...scored(0) }).rank).toBeGreaterThan(unsure);
    expect(item({ urgency: 'PRIORITY', severity: 1, ...scored(0) }).rank).toBeGreaterThan(unsure);
    expect(item({ imminentBases: ['TRAVEL'], severity: 1, ...scored(0) }).rank).toBeGreaterThan(unsure);
    expect(item({ severity: 1, ...scored(1) }).rank).toBeLessThan(unsure);
  });

  it('tells unsure from unscored, and says why where the classifier did', () => {
    expect(item({}).reasons).toContainEqual({ kind: 'UNSCORED' });
    const { reasons } = item({ risk: 0.97, abstained: true, abstention: 'LANGUAGE' });
    expect(reasons).toEqual([
      { kind: 'SEVERITY', severity: 2 },
      { kind: 'UNSURE', because: 'LANGUAGE' },
    ]);
    expect(abstentionIn(reasons)).toBe('LANGUAGE');
    expect(abstentionIn(item({ abstained: true }).reasons)).toBeNull();
    expect(abstentionIn(item(scored(0.5)).reasons)).toBeNull();
  });
});
