import { describe, expect, it } from 'vitest';
import { badgeOf } from './badge.ts';

describe('the badge of the toolbar button', () => {
  it('shows what was not delivered before anything else', () => {
    expect(badgeOf({ undelivered: 1, sending: 3 })).toMatchObject({ text: '!', title: 'DANGER_UNDELIVERED' });
    expect(badgeOf({ undelivered: 0, sending: 3 })).toMatchObject({ text: '…', title: 'DANGER_SENDING' });
  });

  it('is empty where nothing is to be said', () => {
    expect(badgeOf({ undelivered: 0, sending: 0 })).toBeNull();
  });
});
