import { describe, expect, it } from 'vitest';
import { createDecisionHold, HOLD_MS, type HoldClock } from './decision-hold.ts';

function clockInHand() {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const clock: HoldClock = {
    now: () => now,
    after(milliseconds, run) {
      const timer = { at: now + milliseconds, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  };
  const advance = (milliseconds: number) => {
    now += milliseconds;
    for (const timer of timers.filter((one) => one.at <= now)) {
      timers = timers.filter((other) => other !== timer);
      timer.run();
    }
  };
  return { clock, advance };
}

function holding() {
  const sent: [string, boolean][] = [];
  const { clock, advance } = clockInHand();
  const hold = createDecisionHold<string>(async (held, leaving) => {
    sent.push([held, leaving]);
  }, clock);
  return { hold, sent, advance };
}

describe('createDecisionHold', () => {
  it('sends nothing before the five seconds are over, and once after', () => {
    const { hold, sent, advance } = holding();
    hold.hold('confirm');
    advance(HOLD_MS - 1);
    expect(sent).toEqual([]);
    advance(1);
    advance(HOLD_MS);
    expect(sent).toEqual([['confirm', false]]);
  });

  it('gives an undone decision back and never sends it', () => {
    const { hold, sent, advance } = holding();
    hold.hold('dismiss');
    expect(hold.undo()).toBe('dismiss');
    advance(HOLD_MS * 2);
    expect(sent).toEqual([]);
    expect(hold.state().phase).toBe('IDLE');
  });

  it('cannot undo what was sent', () => {
    const { hold, advance } = holding();
    hold.hold('confirm');
    advance(HOLD_MS);
    expect(hold.undo()).toBeNull();
  });

  it('sends at once, and says that the page is being left', () => {
    const { hold, sent, advance } = holding();
    hold.hold('escalate');
    hold.flush(true);
    advance(HOLD_MS);
    expect(sent).toEqual([['escalate', true]]);
  });

  it('sends the first decision when a second one is held, and keeps the second', async () => {
    const { hold, sent } = holding();
    hold.hold('first');
    hold.hold('second');
    await Promise.resolve();
    expect(sent).toEqual([['first', false]]);
    expect(hold.state()).toMatchObject({ phase: 'HELD', held: 'second' });
    expect(hold.undo()).toBe('second');
  });

  it('tells its listeners of every change until they leave', () => {
    const { hold } = holding();
    const phases: string[] = [];
    const stop = hold.subscribe(() => phases.push(hold.state().phase));
    hold.hold('confirm');
    hold.undo();
    stop();
    hold.hold('confirm');
    expect(phases).toEqual(['HELD', 'IDLE']);
  });
});
