import type { ReferralField } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import { messagesFor } from '../letter/letter-messages.ts';
import { inventEnvelope, inventReferral, inventTranslation } from '../testing/invented-envelope.ts';
import { textOf } from '../testing/text-of-format.ts';
import { csv } from './csv.ts';
import { dsa } from './dsa.ts';
import { json } from './json.ts';
import { mailText } from './mail-text.ts';
import { ncmec } from './ncmec.ts';
import { xarf } from './xarf.ts';

const words = 'บัญชีนี้ถามอายุเด็ก และขอให้เก็บเป็นความลับ';
const translated = inventReferral({
  explanation: words,
  ...inventTranslation('The account asks for secrecy.'),
});
const careNote = messagesFor('en').messages.peerInvolved;
const mark = 'Translation from Thai, made by the organisation';

describe('a translation', () => {
  it('stands in a letter behind the explanation, under its mark in the language of the letter', async () => {
    expect(await textOf(mailText, inventEnvelope([translated]))).toContain(
      `Explanation: ${words}\n${mark}: The account asks for secrecy.\n`,
    );
    const thai = inventReferral(inventTranslation(words, 'th'));
    const configuration = { language: 'th' };
    expect(await textOf(mailText, inventEnvelope([thai], { configuration }))).toContain(
      `คำแปลจากภาษาอังกฤษ จัดทำโดยองค์กร: ${words}\n`,
    );
  });

  it('claims no language of an explanation whose language is not known', async () => {
    const unknown = inventReferral({
      explanation: words,
      translationEn: {
        language: 'en',
        translatedFrom: null,
        madeBy: 'ORGANISATION',
        text: 'The account asks for secrecy.',
      },
    });
    const plain = 'Translation, made by the organisation: The account asks for secrecy.';
    for (const writer of [mailText, csv, ncmec, xarf]) {
      const text = await textOf(writer, inventEnvelope([unknown]));
      expect(text).toContain(plain);
      expect(text).not.toContain('from Thai');
    }
  });

  it('carries its mark inside a cell, so that no copied cell passes for the original', async () => {
    const configuration = {
      fields: ['explanation', 'translation_en', 'translation_th'] satisfies ReferralField[],
    };
    const text = await textOf(csv, inventEnvelope([translated], { configuration }));
    expect(text).toBe(
      `"explanation","translation_en","translation_th"\r\n"${words}","${mark}: The account asks for secrecy.",""\r\n`,
    );
  });

  it('says to programs from which language it is and that the organisation made it', async () => {
    const said = {
      language: 'en',
      translatedFrom: 'th',
      madeBy: 'ORGANISATION',
      text: 'The account asks for secrecy.',
    };
    const file = JSON.parse(await textOf(json, inventEnvelope([translated])));
    expect(file.referrals[0]).toMatchObject({ explanation: words, translationEn: said, translationTh: null });
    const { notices } = JSON.parse(await textOf(dsa, inventEnvelope([translated, inventReferral()])));
    expect(notices[0]).toMatchObject({ explanation: words, translations: [said] });
    expect(notices[1]).not.toHaveProperty('translations');
  });

  it('is told to NCMEC behind the explanation', async () => {
    expect(await textOf(ncmec, inventEnvelope([translated]))).toContain(
      `${mark}: The account asks for secrecy.`,
    );
  });

  it('is in a description of XARF where there is room for the whole of it', async () => {
    const { description } = JSON.parse(await textOf(xarf, inventEnvelope([translated])));
    expect(description).toBe(`${words}\n${mark}: The account asks for secrecy.`);
    const child = { ...translated, modifiers: ['PEER_INVOLVED' as const] };
    const both = JSON.parse(await textOf(xarf, inventEnvelope([child])));
    expect(both.description).toBe(`${words}\n${careNote}\n${mark}: The account asks for secrecy.`);
    const long = { ...translated, explanation: 'A'.repeat(930) };
    const full = JSON.parse(await textOf(xarf, inventEnvelope([long])));
    expect(full.description).toBe(long.explanation);
  });

  it('takes no room in XARF from how a child is to be treated', async () => {
    const explanation = 'A'.repeat(1000 - careNote.length - 1);
    const near = { ...translated, explanation, modifiers: ['PEER_INVOLVED' as const] };
    const { description } = JSON.parse(await textOf(xarf, inventEnvelope([near])));
    expect(description).toBe(`${explanation}\n${careNote}`);
  });
});
