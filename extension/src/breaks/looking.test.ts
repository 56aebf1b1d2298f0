import { describe, expect, it } from 'vitest';
import {
  askForMore,
  beginBreak,
  breakViewOf,
  endBreak,
  type Looking,
  look,
  notLooking,
  REST_MS,
  settled,
} from './looking.ts';

const minute = 60_000;
const start = Date.UTC(2026, 0, 5, 9);

/** Seen every half minute for so long. */
function lookFor(minutes: number, from: Looking = notLooking, at = start): { state: Looking; at: number } {
  let state = look(from, at);
  for (let step = 1; step <= minutes * 2; step += 1) state = look(state, at + step * (minute / 2));
  return { state, at: at + minutes * minute };
}

describe('the time somebody looks', () => {
  it('adds up while she is seen again and again, and says nothing in the first minute', () => {
    const { state, at } = lookFor(23);
    expect(breakViewOf(state, at, 50)).toEqual({ kind: 'LOOKING', minutes: 23 });
    expect(breakViewOf(lookFor(0).state, start, 50)).toEqual({ kind: 'NONE' });
  });

  it('does not count while she does something else', () => {
    const { state, at } = lookFor(20);
    const back = look(state, at + 4 * minute);
    expect(breakViewOf(back, at + 4 * minute, 50)).toEqual({ kind: 'LOOKING', minutes: 20 });
  });

  it('starts anew after a break that nobody announced, and after a night', () => {
    const { state, at } = lookFor(49);
    expect(breakViewOf(state, at + REST_MS, 50)).toEqual({ kind: 'NONE' });
    expect(look(state, at + 14 * 60 * minute).lookedMs).toBe(0);
  });

  it('counts nothing when the clock is set back, and goes on from there', () => {
    const { state, at } = lookFor(20);
    const early = look(state, at - 60 * minute);
    expect(early.lookedMs).toBe(state.lookedMs);
    expect(lookFor(5, early, at - 60 * minute).state.lookedMs).toBe(25 * minute);
  });
});

describe('a break', () => {
  it('is suggested when the time is over, and never where the organisation wants none', () => {
    const { state, at } = lookFor(50);
    expect(breakViewOf(state, at, 50)).toEqual({ kind: 'DUE', minutes: 50 });
    expect(breakViewOf(state, at, null)).toEqual({ kind: 'NONE' });
  });

  it('is suggested again ten minutes after she asked for more, each time', () => {
    const first = lookFor(53);
    const more = lookFor(9, askForMore(first.state, 50), first.at);
    expect(breakViewOf(more.state, more.at, 50)).toEqual({ kind: 'LOOKING', minutes: 62 });
    const again = lookFor(1, more.state, more.at);
    expect(breakViewOf(again.state, again.at, 50).kind).toBe('DUE');
    const later = lookFor(10, askForMore(again.state, 50), again.at);
    expect(breakViewOf(later.state, later.at, 50).kind).toBe('DUE');
  });

  it('lasts five minutes, in which nothing counts, and then the time starts anew', () => {
    const { state, at } = lookFor(50);
    const resting = look(beginBreak(state, at), at + 2 * minute);
    expect(breakViewOf(resting, at + 2 * minute, 50)).toEqual({ kind: 'RESTING', leftMs: 3 * minute });
    expect(settled(resting, at + REST_MS)).toEqual(notLooking);
  });

  it('can be ended early; what was looked stays', () => {
    const { state, at } = lookFor(50);
    const ended = endBreak(beginBreak(state, at), at + minute);
    expect(breakViewOf(ended, at + minute, 50)).toEqual({ kind: 'DUE', minutes: 50 });
  });
});
