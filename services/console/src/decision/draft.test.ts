import type { ClaimView } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import { decisionOf, draftGaps, draftStore, languageOfTranslation, startDraft } from './draft.ts';

const claim: ClaimView = {
  claimId: '0199a1c2-0000-7000-8000-000000000001',
  itemId: '0199a1c2-0000-7000-8000-000000000002',
  token: 3,
  state: 'OPEN',
  claimedAt: '2026-03-01T12:00:00Z',
  expiresAt: '2026-03-01T12:15:00Z',
  serverTime: '2026-03-01T12:00:00Z',
};
const item = { category: 'GROOMING', severity: 2 } as const;

describe('draftGaps', () => {
  it('asks a confirmation for its explanation', () => {
    expect(draftGaps(startDraft('CONFIRM', item))).toEqual(['explanation']);
  });

  it('asks nothing of a dismissal', () => {
    expect(draftGaps(startDraft('DISMISS', item))).toEqual([]);
  });

  it('does not take spaces for an explanation', () => {
    expect(draftGaps({ ...startDraft('CONFIRM', item), explanation: '  \n' })).toEqual(['explanation']);
  });
});

describe('personal data in the explanation', () => {
  const draft = { ...startDraft('CONFIRM', item), explanation: 'Asks to call 081-234-5678.' };

  it('is taken out or confirmed before the decision is sent', () => {
    expect(draftGaps(draft)).toEqual(['personalData']);
    expect(draftGaps({ ...draft, explanation: 'Asks to call [telephone number].' })).toEqual([]);
    const school = { ...draft, explanation: 'Waits at Green Valley.' };
    expect(draftGaps(school, { explanation: [{ start: 9, end: 21 }], translation: [] })).toEqual([
      'personalData',
    ]);
    expect(draftGaps({ ...draft, confirmedPersonalData: ['081-234-5678'] })).toEqual([]);
  });

  it('is named in the decision only while it stands in the explanation', () => {
    const confirmed = { ...draft, confirmedPersonalData: ['081-234-5678', 'ada@mail.example'] };
    expect(decisionOf(confirmed, claim, 1)?.confirmedPersonalData).toEqual(['081-234-5678']);
  });
});

describe('a translation of the explanation', () => {
  const draft = {
    ...startDraft('CONFIRM', item),
    explanation: 'Asks for age.',
    translation: { language: 'th' as const, text: ' โทร 081-234-5678 ' },
  };

  it('has its personal data taken out or confirmed as well', () => {
    expect(draftGaps(draft)).toEqual(['personalDataOfTranslation']);
    const confirmed = { ...draft, confirmedPersonalData: ['081-234-5678'] };
    expect(draftGaps(confirmed)).toEqual([]);
    expect(decisionOf(confirmed, claim, 1)).toMatchObject({
      translation: { language: 'th', text: 'โทร 081-234-5678' },
      confirmedPersonalData: ['081-234-5678'],
    });
  });

  it('is in the other language than the explanation, however that changes, until somebody chooses', () => {
    const open = { ...draft, translation: { language: null, text: 'ขออายุ' } };
    expect(languageOfTranslation({ ...open, explanation: '' })).toBe('th');
    expect(languageOfTranslation({ ...open, explanation: 'บัญชีนี้ถามอายุ' })).toBe('en');
    expect(languageOfTranslation({ ...draft, explanation: 'บัญชีนี้ถามอายุ' })).toBe('th');
    expect(decisionOf(open, claim, 1)).toMatchObject({ translation: { language: 'th', text: 'ขออายุ' } });
  });

  it('is not sent where its script is plainly not that of its language', () => {
    const english = { ...draft, translation: { language: 'th' as const, text: 'It asks for an age.' } };
    expect(draftGaps(english)).toEqual(['languageOfTranslation']);
  });

  it('is no part of the decision while it has no words, nor of a dismissal', () => {
    const empty = { ...draft, translation: { language: 'th' as const, text: ' ' } };
    expect(decisionOf(empty, claim, 1)).not.toHaveProperty('translation');
    expect(decisionOf({ ...draft, verdict: 'DISMISS' }, claim, 1)).not.toHaveProperty('translation');
  });
});

describe('decisionOf', () => {
  it('carries the version that was seen and the fencing token', () => {
    const decision = decisionOf({ ...startDraft('CONFIRM', item), explanation: 'Asks for age.' }, claim, 7);
    expect(decision).toMatchObject({ itemVersion: 7, token: 3, category: 'GROOMING', severity: 2 });
  });

  it('is null while the draft has gaps', () => {
    expect(decisionOf(startDraft('CONFIRM', item), claim, 7)).toBeNull();
  });

  it('sends no category with a dismissal', () => {
    expect(decisionOf(startDraft('DISMISS', item), claim, 7)).not.toHaveProperty('category');
  });

  it('does not name the primary category a second time', () => {
    const draft = {
      ...startDraft('CONFIRM', item),
      explanation: 'x',
      secondaryCategories: ['GROOMING' as const, 'SEC_ADVERTISING' as const],
    };
    expect(decisionOf(draft, claim, 1)?.secondaryCategories).toEqual(['SEC_ADVERTISING']);
  });
});

describe('draftStore', () => {
  it('keeps a draft per item until it is dropped', () => {
    const draft = startDraft('ESCALATE', item);
    draftStore.set('a', draft);
    expect(draftStore.get('a')).toBe(draft);
    expect(draftStore.get('b')).toBeNull();
    draftStore.drop('a');
    expect(draftStore.get('a')).toBeNull();
  });
});
