import { readableReferral, readReferral } from '@lapwing/store/referrals/readable-referral';
import { describe, expect, it } from 'vitest';
import { inventEnvelope, inventReferral } from './testing/invented-envelope.ts';
import { whatMayLeave } from './what-may-leave.ts';

describe('readReferral', () => {
  it('sees in JSON every character that steers a program, however it is written there, and no other', () => {
    const codes = [...Array(0x110).keys(), 0x0e33, 0xfeff, 0xfffd, 0xfffe, 0xffff].filter((code) => code > 0);
    for (const code of codes)
      for (const explanation of [
        `a${String.fromCharCode(code)}b`,
        `a\\${String.fromCharCode(code)}\\u0007"`,
      ]) {
        const referral = inventReferral({ explanation });
        expect(readReferral(JSON.stringify(referral))).toEqual(readableReferral(referral));
      }
  });
});

describe('whatMayLeave', () => {
  it('takes away optional fields that were neither agreed nor part of the format', () => {
    const envelope = inventEnvelope([inventReferral()], {
      configuration: { fields: ['referral_id', 'account_id'] },
    });
    const [referral] = whatMayLeave(envelope, ['hashes']).referrals;
    expect(referral).toMatchObject({
      accountId: '77',
      accountHandle: null,
      platformContentId: null,
      postedAt: null,
      notifierRef: '',
    });
    expect(referral?.hashes).toHaveLength(1);
  });

  it('puts a mark in the place of what steers a program, in every text, and leaves every other character', () => {
    const explanation = 'a\u001b[31mb\u0007\u0085\uFFFE\ttab\r\nnew line ไทย 👩‍👧 \u202Eright';
    const envelope = inventEnvelope([inventReferral({ explanation, legalBasis: ['Act\u0001 1'] })], {
      recipient: 'Desk\u0000',
      organisation: { name: 'Plover\u009b', contact: undefined, domain: undefined },
    });
    const left = whatMayLeave(envelope, []);
    expect(left.referrals[0]).toMatchObject({
      explanation: 'a\uFFFD[31mb\uFFFD\uFFFD\uFFFD\ttab\r\nnew line ไทย 👩‍👧 \u202Eright',
      legalBasis: ['Act\uFFFD 1'],
    });
    expect([left.recipient, left.organisation.name]).toEqual(['Desk\uFFFD', 'Plover\uFFFD']);
  });

  it('changes nothing of an envelope without either', () => {
    const envelope = inventEnvelope([inventReferral()]);
    expect(whatMayLeave(envelope, [])).toEqual(envelope);
  });
});
