import { describe, expect, it } from 'vitest';
import { createWay } from './outbox-way.ts';

describe('the way for imminent danger', () => {
  it('is made by cutting off an ordinary flag that is being sent, and letting no other begin', () => {
    const way = createWay();
    const ordinary = way.begin(false);
    expect(ordinary?.aborted).toBe(false);
    way.make();
    expect(ordinary?.aborted).toBe(true);
    expect(way.begin(false)).toBeNull();
    expect(way.begin(true)?.aborted).toBe(false);
  });

  it('is open to all again when the next drain begins', () => {
    const way = createWay();
    way.make();
    way.clear();
    expect(way.begin(false)?.aborted).toBe(false);
  });

  it('never cuts off imminent danger itself', () => {
    const way = createWay();
    way.begin(false);
    const urgent = way.begin(true);
    way.make();
    expect(urgent?.aborted).toBe(false);
  });
});
