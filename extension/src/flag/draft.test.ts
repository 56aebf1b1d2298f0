import { FlagInput } from '@lapwing/contracts/flag';
import { describe, expect, it } from 'vitest';
import { captureOf } from '../capture/capture-tab.ts';
import { attempted, savedEntry, settled } from '../outbox/outbox-transitions.ts';
import { draftOfCapture, draftOfRefused } from './draft.ts';

const flag = FlagInput.parse({
  url: 'https://www.facebook.com/somebody.example/posts/1234567890123',
  category: 'GROOMING',
  severity: 2,
  urgency: 'PRIORITY',
  note: 'asks for secrecy',
  observedAt: '2036-11-24T10:00:00.000Z',
});

function draftAfter(pointer: string) {
  const owner = { server: 'https://lapwing.example', personId: 'anna' };
  const refusal = { slug: 'invalid-request', title: 'No', detail: null, fields: [{ pointer, detail: 'No' }] };
  const sending = attempted({ ...savedEntry('key-1', flag, owner, 1), order: 1 });
  const refused = settled(sending, { kind: 'REFUSED', refusal }, { now: 2, random: 0 });
  if (refused.state !== 'REFUSED') throw new Error('must be refused');
  return draftOfRefused(refused);
}

describe('a refused flag back in the form', () => {
  it('has all that it said, and the key that its correction takes the place of', () => {
    expect(draftAfter('/note')).toMatchObject({
      url: flag.url,
      category: 'GROOMING',
      severity: 2,
      note: 'asks for secrecy',
      observedAt: flag.observedAt,
      corrects: 'key-1',
    });
  });

  it('does not repeat a time of observation that the server did not believe', () => {
    expect(draftAfter('/observedAt').observedAt).toBeNull();
  });
});

describe('the form as a page fills it', () => {
  const now = new Date('2026-11-24T10:00:00.000Z');
  const tab = { tabId: 1, windowId: 1, url: flag.url, private: false };
  const posted = (postedAt: string) =>
    draftOfCapture({ ...captureOf(tab, null, null, now), postedAt }).postedAt;

  it('takes the time of the post, and leaves out one that lies in the future or is none', () => {
    expect(new Date(posted('2026-11-24T08:15:30.000Z')).toISOString()).toBe('2026-11-24T08:15:30.000Z');
    expect(posted('2026-11-24T12:00:00.000Z')).toBe('');
    expect(posted('')).toBe('');
  });
});
