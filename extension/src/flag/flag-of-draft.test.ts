import { FlagInput } from '@lapwing/contracts/flag';
import { describe, expect, it } from 'vitest';
import { type Draft, draftOfFlag, emptyDraft, emptyImminent, isTouched, localTime } from './draft.ts';
import { flagOfDraft } from './flag-of-draft.ts';

const now = new Date('2026-11-24T10:00:00.000Z');
const post = 'https://www.facebook.com/groups/123456/posts/7890123456/?ref=share';
const complete: Draft = { ...emptyDraft, url: post, category: 'GROOMING', severity: 2 };
const build = (part: Partial<Draft>) => flagOfDraft({ ...complete, ...part }, now, 'test');
const errorsOf = (part: Partial<Draft>) => {
  const result = build(part);
  return result.ok ? {} : result.errors;
};
const flagOf = (part: Partial<Draft>) => {
  const result = build(part);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.flag;
};

describe('flag of a draft', () => {
  it('needs an address, a category and a severity, nothing else', () => {
    expect(errorsOf({ url: '', category: null, severity: null })).toEqual({
      url: 'EMPTY',
      category: 'CATEGORY',
      severity: 'SEVERITY',
    });
    expect(flagOf({})).toMatchObject({
      url: post,
      category: 'GROOMING',
      severity: 2,
      urgency: 'PRIORITY',
      groupId: '123456',
      observedAt: now.toISOString(),
      imminentDanger: null,
      client: 'test',
    });
  });

  it('suggests an urgency by severity, never IMMINENT, and takes what the analyst chose', () => {
    expect(([1, 2, 3, 4] as const).map((severity) => flagOf({ severity }).urgency)).toEqual([
      'ROUTINE',
      'PRIORITY',
      'URGENT',
      'URGENT',
    ]);
    expect(flagOf({ severity: 4, urgency: 'ROUTINE' }).urgency).toBe('ROUTINE');
  });

  it('names the post of a comment and the second of a video', () => {
    const comment = 'https://www.facebook.com/somebody.example/posts/1234567890123?comment_id=55555';
    expect(flagOf({ url: comment }).parentId).toBe('1234567890123');
    const video = flagOf({ url: 'https://www.youtube.com/watch?v=abcdefghijk&t=3723' });
    expect(video).toMatchObject({ parentId: null, mediaTimecode: '1:02:03' });
  });

  it('carries what the page said of time, ids and place, and prefers it to what the address says', () => {
    const said = flagOf({ authorId: '1000', parentId: 'p', groupId: 'g', postedAt: '2026-11-20T08:15:30' });
    expect(said).toMatchObject({ authorId: '1000', parentId: 'p', groupId: 'g' });
    expect(said.postedAt).toBe(new Date('2026-11-20T08:15:30').toISOString());
    expect(flagOf({})).toMatchObject({ authorId: null, parentId: null, postedAt: null });
  });

  it('refuses a time to come, a language that is none, and ids that are no ids', () => {
    expect(errorsOf({ postedAt: '2026-12-24T08:00:00' })).toEqual({ postedAt: 'POSTED_AT' });
    expect(errorsOf({ postedAt: 'yesterday' })).toEqual({ postedAt: 'POSTED_AT' });
    expect(errorsOf({ language: 'Thai language' })).toEqual({ language: 'LANGUAGE' });
    expect(errorsOf({ authorId: 'x'.repeat(201) })).toEqual({ authorId: 'AUTHOR' });
    expect(errorsOf({ groupId: 'two\nlines' })).toEqual({ groupId: 'AUTHOR' });
  });

  it.each([
    ['javascript:alert(1)', 'SCHEME_NOT_ALLOWED'],
    ['data:text/plain,x', 'SCHEME_NOT_ALLOWED'],
    ['http://192.168.1.5/post', 'LOCAL_ADDRESS'],
    [`https://example.org/${'a'.repeat(4_100)}`, 'TOO_LONG'],
  ])('refuses the address %s', (url, reason) => expect(errorsOf({ url }).url).toBe(reason));

  it('refuses media in any field before it is saved', () => {
    const media = `data:image/png;base64,${'iVBORw0KGgo'.repeat(8)}`;
    expect(errorsOf({ text: media })).toEqual({ text: 'MEDIA' });
    expect(errorsOf({ note: media })).toEqual({ note: 'MEDIA' });
    expect(errorsOf({ authorHandle: media })).toEqual({ author: 'MEDIA' });
  });

  it('holds the limits of the server', () => {
    expect(errorsOf({ text: 'a'.repeat(5_001) })).toEqual({ text: 'TEXT' });
    expect(errorsOf({ note: 'a'.repeat(2_001) })).toEqual({ note: 'NOTE' });
    expect(errorsOf({ authorHandle: 'two\nlines' })).toEqual({ author: 'AUTHOR' });
    expect(errorsOf({ category: 'OTHER_SEC_RISK', note: ' ' })).toEqual({ note: 'NOTE_REQUIRED' });
    expect(errorsOf({ text: '\ud800' })).toHaveProperty('other');
  });

  it('records imminent danger with what was told to whom', () => {
    const imminent = {
      ...emptyImminent,
      basis: ['PLANNED_MEETING' as const],
      childLocatable: 'NO' as const,
      notified: true,
      agency: 'Police',
      notifiedAt: localTime(new Date('2026-11-24T09:58:00.000Z')),
      reference: 'A-17',
    };
    expect(flagOf({ imminent, urgency: 'ROUTINE' })).toMatchObject({
      urgency: 'IMMINENT',
      imminentDanger: {
        basis: ['PLANNED_MEETING'],
        childLocatable: false,
        lawEnforcement: { agency: 'Police', reference: 'A-17', notifiedAt: '2026-11-24T09:58:00.000Z' },
      },
    });
  });

  it('asks for what is missing in imminent danger, and does not wait for the police', () => {
    expect(errorsOf({ imminent: emptyImminent })).toEqual({ basis: 'BASIS' });
    expect(flagOf({ imminent: { ...emptyImminent, basis: ['LIVE_NOW'] } }).imminentDanger).toEqual({
      basis: ['LIVE_NOW'],
    });
    const told = { ...emptyImminent, basis: ['LIVE_NOW' as const], notified: true };
    expect(flagOf({ imminent: told }).imminentDanger).toEqual({ basis: ['LIVE_NOW'] });
    const notifiedAt = localTime(new Date('2026-11-24T09:58:00.000Z'));
    const called = { ...told, agency: 'Police', notifiedAt };
    expect(flagOf({ imminent: called }).imminentDanger?.lawEnforcement).toEqual({
      agency: 'Police',
      notifiedAt: '2026-11-24T09:58:00.000Z',
      reference: 'none given',
    });
    const future = { ...told, agency: 'P', reference: 'R', notifiedAt: '2027-01-01T00:00' };
    expect(errorsOf({ imminent: future })).toEqual({ notifiedAt: 'NOTIFIED_AT' });
  });

  it('gives the same flag again when a refused one is put back into the form unchanged', () => {
    const flag = flagOf({
      note: 'a note',
      text: 'some text',
      authorHandle: 'somebody',
      authorId: '100064000000001',
      parentId: 'a parent',
      groupId: 'a group',
      postedAt: '2026-11-20T08:15:30',
      language: 'th',
      secondaryCategories: ['SEXUAL_EXTORTION'],
      modifiers: ['COMMERCIAL'],
      imminent: { ...emptyImminent, basis: ['TRAVEL'], deadline: '2026-11-25T08:00', childLocatable: 'YES' },
    });
    const again = flagOfDraft(draftOfFlag(flag, 'key-1'), new Date('2026-12-01T00:00:00Z'), 'test');
    expect(again).toEqual({ ok: true, flag });
    expect(FlagInput.safeParse(flag).success).toBe(true);
  });

  it('knows whether a person put work into it', () => {
    expect(isTouched({ ...emptyDraft, url: post, text: 'from the page' })).toBe(false);
    expect(isTouched({ ...emptyDraft, category: 'GROOMING' })).toBe(true);
    expect(isTouched({ ...emptyDraft, imminent: emptyImminent })).toBe(true);
  });
});
