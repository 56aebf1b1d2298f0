import { messages } from '@lapwing/ui/messages/index';
import { describe, expect, it } from 'vitest';
import { backgroundTextKeys } from './background-texts.ts';
import { backgroundTextsFile } from './background-texts-file.ts';

describe('the file of texts for the background', () => {
  it('has every text in every language', () => {
    const file: unknown = JSON.parse(backgroundTextsFile(messages, backgroundTextKeys));
    expect(file).toMatchObject({
      en: { 'ways:menu.page': messages.en.ways.menu.page, 'safe:mark': messages.en.safe.mark },
      th: { 'ways:menu.page': messages.th.ways.menu.page },
    });
    expect(Object.keys(Object(file))).toEqual(Object.keys(messages));
    for (const texts of Object.values(Object(file)))
      expect(Object.keys(Object(texts))).toEqual([...backgroundTextKeys]);
  });

  it('has in English what a language lacks', () => {
    const some = { ...messages, xx: { ways: { menu: { page: 'Xx' } } } };
    expect(JSON.parse(backgroundTextsFile(some, backgroundTextKeys)).xx).toMatchObject({
      'ways:menu.page': 'Xx',
      'ways:menu.link': messages.en.ways.menu.link,
      'ways:menu.selection': messages.en.ways.menu.selection,
      'safe:mark': messages.en.safe.mark,
    });
  });

  it('is not written where a text is nowhere', () => {
    expect(() => backgroundTextsFile({ en: {} }, backgroundTextKeys)).toThrow('ways:menu.post');
  });
});
