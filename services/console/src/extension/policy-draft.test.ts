import { defaultExtensionPolicy, type ExtensionPolicyInput } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import { draftOf, freshId, isChanged, parseDraft } from './policy-draft.ts';

const { updatedAt: _never, ...defaults } = defaultExtensionPolicy;
const policy: ExtensionPolicyInput = {
  ...defaults,
  adaptersOff: ['VK', 'X'],
  noteTemplates: [
    { title: 'Secrecy', text: 'Asks a child not to tell anybody.' },
    { title: 'Private app', text: 'Asks to write in another app.' },
  ],
};

describe('the draft of a policy', () => {
  it('makes the same policy again, and is no change', () => {
    for (const given of [defaults, policy, { ...policy, breakAfterMinutes: null }]) {
      expect(parseDraft(draftOf(given))).toEqual({ input: given });
      expect(isChanged(draftOf(given), given)).toBe(false);
    }
  });

  it('has minutes only while breaks are on', () => {
    const off = { ...draftOf(policy), breaks: false, minutes: 'whatever' };
    expect(parseDraft(off)).toEqual({ input: { ...policy, breakAfterMinutes: null } });
    expect(draftOf({ ...policy, breakAfterMinutes: null })).toMatchObject({ breaks: false, minutes: '50' });
  });

  it.each(['', '9', '241', '30.5', '1e2', '-20', 'an hour', ' 60 minutes'])(
    'is wrong with a break after "%s"',
    (minutes) => {
      expect(parseDraft({ ...draftOf(policy), minutes })).toEqual({ wrong: new Set(['minutes']) });
    },
  );

  it('says which template is wrong, wherever it was moved', () => {
    const draft = draftOf(policy);
    const [first, second] = draft.templates;
    if (!first || !second) throw new Error('There are two templates');
    const wrong = {
      ...draft,
      templates: [
        { ...second, title: '  ' },
        { ...first, text: '' },
      ],
    };
    expect(parseDraft(wrong)).toEqual({ wrong: new Set(['title-1', 'text-0']) });
  });

  it('takes the spaces around a template away', () => {
    const draft = { ...draftOf(defaults), templates: [{ id: 0, title: ' a ', text: '\n b c \n' }] };
    expect(parseDraft(draft)).toMatchObject({ input: { noteTemplates: [{ title: 'a', text: 'b c' }] } });
  });

  it('is a change when anything else would be saved, in another order too, and while it is not finished', () => {
    const draft = draftOf(policy);
    expect(isChanged({ ...draft, suggestions: true }, policy)).toBe(true);
    expect(isChanged({ ...draft, minutes: '25' }, policy)).toBe(true);
    expect(isChanged({ ...draft, minutes: '' }, policy)).toBe(true);
    expect(isChanged({ ...draft, templates: draft.templates.toReversed() }, policy)).toBe(true);
    expect(isChanged({ ...draft, adaptersOff: ['X'] }, policy)).toBe(true);
    expect(isChanged({ ...draft, adaptersOff: ['X', 'VK'] }, policy)).toBe(false);
  });

  it('finds an id for a template that none has', () => {
    expect(freshId([])).toBe(0);
    expect(freshId([{ id: 4, title: '', text: '' }, ...draftOf(policy).templates])).toBe(5);
  });
});
