import { describe, expect, it } from 'vitest';
import { batchLifecycle } from './batch-lifecycle.ts';
import { claimLifecycle } from './claim-lifecycle.ts';
import { deliveryLifecycle } from './delivery-lifecycle.ts';
import { evidenceLifecycle } from './evidence-lifecycle.ts';
import { eventOfVerdict, type ItemEvent, itemEvents, itemLifecycle, itemStates } from './item-lifecycle.ts';
import { modelLifecycle, modelStates } from './model-lifecycle.ts';
import { referralLifecycle } from './referral-lifecycle.ts';
import { TransitionRefused } from './transition.ts';

describe('every lifecycle', () => {
  const lifecycles = [
    itemLifecycle,
    claimLifecycle,
    referralLifecycle,
    batchLifecycle,
    deliveryLifecycle,
    evidenceLifecycle,
    modelLifecycle,
  ];

  it.each(lifecycles.map((lifecycle) => [lifecycle.name, lifecycle.table] as const))(
    '%s leads only to states that it knows, and reaches each of them',
    (_name, table) => {
      const states = Object.keys(table);
      const [first] = states;
      const reached = new Set([first]);
      for (const targets of Object.values<Readonly<Record<string, string>>>(table))
        for (const target of Object.values(targets)) reached.add(target);
      expect(states.toSorted()).toEqual([...reached].toSorted());
    },
  );

  it('refuses an event that means nothing in a state, and names machine, state and event', () => {
    expect(() => batchLifecycle.next('SENT', 'CANCEL')).toThrow(TransitionRefused);
    expect(() => batchLifecycle.next('SENT', 'CANCEL')).toThrow(
      'batch: CANCEL is not possible in state SENT',
    );
  });
});

describe('the item lifecycle', () => {
  it('accepts a flag in every state: nothing accepted is lost', () => {
    for (const state of itemStates) expect(itemLifecycle.allows(state, 'FLAGGED')).toBe(true);
  });

  it('concludes nothing but by a verdict', () => {
    const concluding = itemEvents.filter((event) =>
      itemStates.some((state) => {
        const next = itemLifecycle.table[state][event];
        return (next === 'CONFIRMED' || next === 'DISMISSED') && next !== state;
      }),
    );
    expect(concluding.toSorted()).toEqual(['CONFIRM', 'DISMISS'] satisfies ItemEvent[]);
  });

  it('lets nobody decide a concluded item', () => {
    for (const state of ['CONFIRMED', 'DISMISSED'] as const) {
      expect(Object.keys(itemLifecycle.table[state])).toEqual(['FLAGGED']);
    }
  });
});

describe('the model lifecycle', () => {
  it('promotes nothing that did not score in shadow', () => {
    const promotable = modelStates.filter((state) => modelLifecycle.allows(state, 'PROMOTE'));
    expect(promotable).toEqual(['CHALLENGER']);
  });

  it('retires no champion: the queue is never without a model', () => {
    expect(modelLifecycle.allows('CHAMPION', 'RETIRE')).toBe(false);
  });
});

describe('eventOfVerdict', () => {
  const confirmed = { verdict: 'CONFIRM', category: 'GROOMING' } as const;
  const dismissed = { verdict: 'DISMISS', category: null } as const;

  it.each([
    ['QUEUED', 'CONFIRM', 2, [], 'CONFIRM'],
    ['QUEUED', 'DISMISS', 1, [], 'DISMISS'],
    ['QUEUED', 'CONFIRM', 3, [], 'FIRST_VERDICT'],
    ['QUEUED', 'DISMISS', 4, [], 'FIRST_VERDICT'],
    ['QUEUED', 'ESCALATE', 4, [], 'ESCALATE'],
    ['QUEUED', 'NEED_INFO', 3, [], 'NEED_INFO'],
    ['SECOND_REVIEW', 'CONFIRM', 3, [confirmed], 'CONFIRM'],
    ['SECOND_REVIEW', 'DISMISS', 3, [dismissed], 'DISMISS'],
    ['SECOND_REVIEW', 'DISMISS', 3, [confirmed], 'DISAGREE'],
    ['SECOND_REVIEW', 'CONFIRM', 4, [dismissed], 'DISAGREE'],
    ['WITH_LEAD', 'CONFIRM', 4, [confirmed, dismissed], 'CONFIRM'],
    ['WITH_LEAD', 'DISMISS', 4, [confirmed, dismissed], 'DISMISS'],
    ['WITH_LEAD', 'CONFIRM', 2, [], 'CONFIRM'],
    ['WITH_LEAD', 'CONFIRM', 3, [], 'FIRST_VERDICT'],
  ] as const)('in %s, %s at severity %i after %j is %s', (state, verdict, severity, earlier, event) => {
    expect(eventOfVerdict(state, verdict, verdict === 'CONFIRM' ? 'GROOMING' : null, severity, earlier)).toBe(
      event,
    );
  });

  it('is a disagreement when two confirm different categories', () => {
    expect(eventOfVerdict('SECOND_REVIEW', 'CONFIRM', 'SEXUAL_EXTORTION', 3, [confirmed])).toBe('DISAGREE');
  });
});
