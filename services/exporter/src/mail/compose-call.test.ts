import { expect, it } from 'vitest';
import { composeCall } from './compose-call.ts';

it('says to a lead who is called that the message came back, where it did', () => {
  const facts = { referralId: 'r', recipient: 'Desk', link: 'https://lapwing.example/batches/b' };
  const { text } = composeCall({ ...facts, cameBack: true });
  expect(text).toContain('came back: it did not arrive');
  expect(text).toContain('ถูกตีกลับ');
  expect(composeCall({ ...facts, cameBack: false }).text).not.toMatch(/came back|ถูกตีกลับ/);
});
