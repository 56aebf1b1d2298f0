import { readyMadeRecipients } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import { draftOf, moved, parseDraft } from './recipient-draft.ts';

const start = draftOf(null);
const complete = {
  ...start,
  slug: 'meta',
  name: ' Meta ',
  configuration: { ...start.configuration, platforms: ['FACEBOOK' as const] },
};

describe('parseDraft', () => {
  it('makes a recipient of a complete draft', () => {
    const parsed = parseDraft({
      ...complete,
      configuration: {
        ...complete.configuration,
        legalBasis: 'One\n\n Two ',
        policyAreas: { GROOMING: ' Minors ', CHILD_MARRIAGE: ' ' },
      },
    });
    expect(parsed).toMatchObject({
      input: {
        name: 'Meta',
        configuration: {
          legalBasis: ['One', 'Two'],
          policyAreas: { GROOMING: 'Minors' },
          maximumReferrals: 100,
        },
      },
    });
  });

  it('has no schedule, or the one that is written, with its times in order', () => {
    const { schedule } = complete.configuration;
    const withSchedule = (changes: Partial<typeof schedule>) =>
      parseDraft({
        ...complete,
        configuration: { ...complete.configuration, schedule: { ...schedule, ...changes } },
      });
    expect(withSchedule({})).toMatchObject({ input: { configuration: { schedule: null } } });
    const timeZone = 'Asia/Bangkok';
    const written = withSchedule({ kind: 'AT_TIMES', timeZone, times: '17.30, 9:00 9:00', days: ['SUNDAY'] });
    expect(written).toMatchObject({
      input: {
        configuration: {
          schedule: {
            timeZone,
            when: { kind: 'AT_TIMES', days: ['SUNDAY'], times: ['09:00', '17:30'] },
            minimumReferrals: 1,
            maximumReferrals: null,
          },
        },
      },
    });
    if (!('input' in written)) throw new Error('It is complete');
    expect(parseDraft(draftOf(written.input))).toEqual(written);
    const every = withSchedule({
      kind: 'EVERY_HOURS',
      hours: '6',
      minimumReferrals: '5',
      maximumReferrals: '9',
    });
    if (!('input' in every)) throw new Error('It is complete');
    expect(every.input.configuration.schedule).toMatchObject({ when: { hours: 6 }, minimumReferrals: 5 });
    expect(parseDraft(draftOf(every.input))).toEqual(every);
    expect(withSchedule({ kind: 'AT_TIMES', times: 'five 9:00', days: [] })).toMatchObject({
      wrong: new Set([
        'configuration.schedule',
        'configuration.schedule.when.days',
        'configuration.schedule.when.times',
        'configuration.schedule.when.times.1',
      ]),
    });
  });

  it('names the fields that are wrong', () => {
    const parsed = parseDraft({
      ...complete,
      slug: 'Not A Slug',
      configuration: { ...complete.configuration, platforms: [], maximumReferrals: '' },
    });
    expect(parsed).toEqual({
      wrong: new Set(['slug', 'configuration.platforms', 'configuration.maximumReferrals']),
    });
  });

  it('reads megabytes, days, lists and contacts, and gives back what it was given', () => {
    const parsed = parseDraft({
      ...complete,
      configuration: {
        ...complete.configuration,
        maximumBytes: '2.5',
        batchesPerDay: ' 3 ',
        activeFrom: '2026-02-01',
        hosts: 'Forum.example\n',
        contacts: [{ id: 4, name: ' Desk ', email: 'desk@platform.example', phone: '', web: '', note: '' }],
      },
    });
    expect(parsed).toMatchObject({
      input: {
        configuration: {
          maximumBytes: 2_500_000,
          batchesPerDay: 3,
          activeFrom: '2026-02-01',
          activeUntil: null,
          hosts: ['forum.example'],
          contacts: [{ name: 'Desk', email: 'desk@platform.example' }],
        },
      },
    });
    if (!('input' in parsed)) throw new Error('The draft is wrong');
    expect(parseDraft(draftOf(parsed.input))).toEqual(parsed);
  });

  it('names the field of a list that is wrong', () => {
    const parsed = parseDraft({
      ...complete,
      configuration: {
        ...complete.configuration,
        hosts: 'forum.example\nhttps://forum.example/',
        contacts: [{ id: 0, name: 'Desk', email: 'nobody', phone: '', web: '', note: '' }],
      },
    });
    expect(parsed).toEqual({
      wrong: new Set([
        'configuration.hosts',
        'configuration.hosts.1',
        'configuration.contacts',
        'configuration.contacts.0.email',
      ]),
    });
  });

  it('takes every ready-made recipient as it is', () => {
    for (const recipient of readyMadeRecipients)
      expect(parseDraft(draftOf(recipient))).toEqual({ input: recipient });
  });
});

describe('moved', () => {
  it('moves an entry up and down', () => {
    expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
  });

  it('stays at the ends', () => {
    expect(moved(['a', 'b'], 'a', -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 'b', 1)).toEqual(['a', 'b']);
  });
});
