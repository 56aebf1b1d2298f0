import { categories, type Referral } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Envelope } from '../envelope.ts';
import en from '../messages/en.json' with { type: 'json' };
import th from '../messages/th.json' with { type: 'json' };
import {
  bareReferral,
  imminentReferral,
  inventEnvelope,
  inventReferral,
} from '../testing/invented-envelope.ts';
import { textOf } from '../testing/text-of-format.ts';
import { dsa } from './dsa.ts';

const Document = z.looseObject({ notices: z.array(z.looseObject({ referralId: z.string() })) });
const documentOf = async (envelope: Envelope) => Document.parse(JSON.parse(await textOf(dsa, envelope)));
const onlyNoticeOf = async (referral: Referral, overrides: Parameters<typeof inventEnvelope>[1] = {}) => {
  const [notice] = (await documentOf(inventEnvelope([referral], overrides))).notices;
  return notice;
};

describe('dsa', () => {
  it('has what Article 16(2) asks for: explanation, exact addresses, good faith', async () => {
    expect(await onlyNoticeOf(inventReferral())).toEqual({
      referralId: '01990000-0000-7000-8000-000000000001',
      explanation: 'The account asks children for their age, asks for secrecy and offers gifts for contact.',
      categories: [{ code: 'GROOMING', name: en.category.GROOMING }],
      circumstances: [],
      policyArea: 'Child Sexual Exploitation, Abuse and Nudity',
      locations: [
        'https://m.facebook.com/lapwing.example/posts/1001?ref=share',
        'https://www.facebook.com/lapwing.example/posts/1001',
      ],
      furtherIdentification: {
        platform: 'FACEBOOK',
        contentType: 'POST',
        platformContentId: '1001',
        accountHandle: 'lapwing.example',
        accountId: '77',
        contentLanguage: 'th',
        postedAt: '2026-01-29T07:00:00.000Z',
        observedAt: '2026-01-30T08:00:00.000Z',
        verifiedLiveAt: '2026-01-31T09:30:00.000Z',
        hashes: [{ algorithm: 'MD5', value: 'd41d8cd98f00b204e9800998ecf8427e', source: 'hotline list' }],
      },
      notifierLeftOut:
        'Article 16(2)(c): the notice concerns an offence referred to in Directive 2011/93/EU, Article 6',
      goodFaith: en.goodFaith,
      requestedAction: 'REMOVE',
      severity: 2,
      urgency: 'PRIORITY',
      jurisdiction: 'TH',
      notifierRef: 'plover-17',
      transparencyDatabase: {
        category: 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
        keywords: ['KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS'],
      },
    });
  });

  it('names the notifier exactly where no offence of Directive 2011/93 is concerned', async () => {
    for (const categoryCode of categories) {
      const text = await textOf(dsa, inventEnvelope([inventReferral({ categoryCode })]));
      const named = ['CHILD_MARRIAGE', 'OTHER_SEC_RISK'].includes(categoryCode);
      expect(text.includes('Plover Foundation')).toBe(named);
      expect(text.includes('desk@plover.example')).toBe(named);
      expect(text.includes('Directive 2011/93')).toBe(!named);
    }
  });

  it('is refused without an address of the notifier exactly where the law asks for one', async () => {
    const organisation = { name: 'Plover Foundation', contact: undefined, domain: undefined };
    await expect(onlyNoticeOf(inventReferral(), { organisation })).resolves.toBeDefined();
    await expect(
      onlyNoticeOf(inventReferral({ categoryCode: 'CHILD_MARRIAGE' }), { organisation }),
    ).rejects.toThrow('needs the setting LAPWING_ORGANISATION_CONTACT');
  });

  it('cites Article 18 where danger is imminent, and only there', async () => {
    expect(await onlyNoticeOf(imminentReferral())).toMatchObject({
      imminentDanger: {
        statements: [en.imminent, en.article18],
        signs: ['PLANNED_MEETING', 'THREAT_DEADLINE'],
        lawEnforcement: { agency: 'Child protection police', at: '2026-01-31T09:40:00.000Z' },
      },
    });
    expect(await onlyNoticeOf(inventReferral())).not.toHaveProperty('imminentDanger');
  });

  it('says how a child is to be treated, in the language of the recipient', async () => {
    const referral = inventReferral({ categoryCode: 'SELF_GENERATED', modifiers: ['PEER_INVOLVED'] });
    expect(await onlyNoticeOf(referral, { configuration: { language: 'th-TH' } })).toMatchObject({
      careForTheChild: [th.selfGenerated, th.peerInvolved],
      goodFaith: th.goodFaith,
    });
  });

  it('says nothing that was not agreed, and no empty fact', async () => {
    const notice = await onlyNoticeOf(inventReferral(), {
      configuration: { fields: ['referral_id', 'url_original'] },
    });
    expect(notice).not.toHaveProperty('severity');
    expect(notice).toMatchObject({
      locations: ['https://m.facebook.com/lapwing.example/posts/1001?ref=share'],
    });
    expect(notice?.furtherIdentification).toEqual({ platform: 'FACEBOOK', contentType: 'POST' });
    expect(await textOf(dsa, inventEnvelope([bareReferral()]))).not.toMatch(/null|""/);
  });
});
