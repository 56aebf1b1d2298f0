import { expect } from 'vitest';
import type { Hands } from './hands.ts';
import type { Seen, WayIn } from './ways-in.ts';

/** What is driven in a browser: all but the exceptions. */
export function isDriven(way: WayIn, browser: 'CHROMIUM' | 'FIREFOX'): boolean {
  return way.except?.[browser] === undefined;
}

/** Uses a way in, and finds in the panel what it leads to, which was not there before. */
export async function tryWay({ on, use, leadsTo }: WayIn, hands: Hands): Promise<void> {
  await hands.open(on);
  if ('collected' in leadsTo) await hands.panel.press('Collect');
  expect(await seen(leadsTo, hands)).not.toMatchObject(wanted(leadsTo));
  await use(hands);
  await expect.poll(() => seen(leadsTo, hands)).toMatchObject(wanted(leadsTo));
}

const seen = async (leadsTo: Seen, { panel }: Hands) =>
  'collected' in leadsTo ? { collected: await panel.collected() } : { form: await panel.form() };

const wanted = (leadsTo: Seen) =>
  'collected' in leadsTo ? { collected: expect.arrayContaining([...leadsTo.collected]) } : leadsTo;
