import { describe, expect, it } from 'vitest';
import { isoOfLocal, localNow } from './local-time.ts';

describe('times in a form', () => {
  it('come back as the time they were made of, to the minute', () => {
    const time = new Date('2026-03-01T12:34:00.000Z');
    expect(isoOfLocal(localNow(time))).toBe(time.toISOString());
  });

  it.each(['', 'yesterday'])('are nothing when the field says %j', (value) => {
    expect(isoOfLocal(value)).toBeNull();
  });
});
