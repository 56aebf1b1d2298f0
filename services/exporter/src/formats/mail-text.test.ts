import { describe, expect, it } from 'vitest';
import en from '../messages/en.json' with { type: 'json' };
import th from '../messages/th.json' with { type: 'json' };
import { imminentReferral, inventEnvelope, inventReferral } from '../testing/invented-envelope.ts';
import { textOf } from '../testing/text-of-format.ts';
import { mailText } from './mail-text.ts';

describe('mail-text', () => {
  it('says each referral under a heading of its own, a fact a line', async () => {
    const text = await textOf(mailText, inventEnvelope([inventReferral(), inventReferral()]));
    expect(text).toContain(`${'='.repeat(60)}\nEntry 1 of 2\n\nReferral id: `);
    expect(text).toContain(
      '\nAddress as seen: https://m.facebook.com/lapwing.example/posts/1001?ref=share\n',
    );
    expect(text).toContain(`\n${en.goodFaith}\n`);
    expect(text).not.toContain(en.imminent);
    expect(text).not.toContain('manifest.json');
  });

  it('is in the language of the recipient, and says first that danger is imminent and what Article 18 asks', async () => {
    const text = await textOf(
      mailText,
      inventEnvelope([imminentReferral()], { configuration: { language: 'th' } }),
    );
    expect(text.indexOf(th.imminent)).toBeLessThan(text.indexOf(th.goodFaith));
    expect(text).toContain(th.article18);
    expect(text).not.toContain(en.goodFaith);
  });

  it('lets no explanation pass for a heading, a label or the sign of a signature', async () => {
    const explanation = `Asks for secrecy.\r\n${'='.repeat(60)}\nEntry 2 of 2\u2028Requested action: none\n-- \nbye`;
    const text = await textOf(mailText, inventEnvelope([inventReferral({ explanation })]));
    expect(
      text.split('\n').filter((line) => /^(?:=+|-- |Entry 2|Requested action: none)/.test(line)),
    ).toEqual(['='.repeat(60), '='.repeat(60)]);
  });
});
