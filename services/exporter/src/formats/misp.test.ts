import { contentKinds, platforms, type Referral } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Envelope } from '../envelope.ts';
import { imminentReferral, inventEnvelope, inventReferral } from '../testing/invented-envelope.ts';
import { textOf } from '../testing/text-of-format.ts';
import { misp } from './misp.ts';

const Attribute = z.looseObject({
  uuid: z.uuid(),
  object_relation: z.string(),
  type: z.string(),
  value: z.string().min(1),
});
const MispObject = z.looseObject({
  uuid: z.uuid(),
  name: z.string(),
  Attribute: z.array(Attribute).min(1),
  ObjectReference: z.array(z.looseObject({ referenced_uuid: z.uuid() })).default([]),
});
const Document = z.strictObject({ Event: z.looseObject({ Object: z.array(MispObject) }) });
const eventOf = async (envelope: Envelope) => Document.parse(JSON.parse(await textOf(misp, envelope))).Event;
const objectsOf = async (referral: Referral) => (await eventOf(inventEnvelope([referral]))).Object;
const namesOf = async (referral: Partial<Referral>) =>
  (await objectsOf(inventReferral(referral))).map(({ name }) => name);
const valuesOf = (object: z.infer<typeof MispObject> | undefined) =>
  object?.Attribute.map(({ object_relation, type, value }) => `${object_relation} ${type} ${value}`);

describe('misp', () => {
  it('is a report under the referral id that refers to the objects of the platform', async () => {
    const [post, account, report] = await objectsOf(inventReferral());
    expect(post).toMatchObject({ name: 'facebook-post' });
    expect(valuesOf(post)).toEqual([
      'url url https://m.facebook.com/lapwing.example/posts/1001?ref=share',
      'post-id text 1001',
      'user-id text 77',
      'username text lapwing.example',
    ]);
    expect(account).toMatchObject({ name: 'facebook-account' });
    expect(valuesOf(account)).toEqual(['account-id text 77', 'account-name text lapwing.example']);
    expect(report).toMatchObject({ name: 'report' });
    expect(valuesOf(report)?.slice(0, 3)).toEqual([
      'case-number text 01990000-0000-7000-8000-000000000001',
      'title text Grooming',
      'summary text The account asks children for their age, asks for secrecy and offers gifts for contact.',
    ]);
    expect(report?.Attribute[0]).toMatchObject({ Tag: [{ name: 'lapwing:category="GROOMING"' }] });
    expect(report?.ObjectReference.map(({ referenced_uuid }) => referenced_uuid)).toEqual([
      post?.uuid,
      account?.uuid,
    ]);
  });

  it('takes the object that MISP has for the platform and kind, else an address and an account', async () => {
    expect(await namesOf({ platform: 'INSTAGRAM' })).toEqual(['url', 'instagram-account', 'report']);
    expect(await namesOf({ platform: 'TELEGRAM', contentType: 'MESSAGE' })).toEqual([
      'url',
      'telegram-account',
      'report',
    ]);
    expect(await namesOf({ platform: 'X' })).toEqual(['twitter-post', 'twitter-account', 'report']);
    expect(await namesOf({ platform: 'YOUTUBE', contentType: 'VIDEO' })).toEqual([
      'youtube-video',
      'user-account',
      'report',
    ]);
    expect(await namesOf({ platform: 'FACEBOOK', contentType: 'PROFILE' })).toEqual([
      'facebook-account',
      'report',
    ]);
    expect(await namesOf({ platform: 'WEB', accountHandle: null, accountId: null })).toEqual([
      'url',
      'report',
    ]);
  });

  it('has the address in one object of every platform and kind', async () => {
    for (const platform of platforms)
      for (const contentType of contentKinds) {
        const objects = await objectsOf(inventReferral({ platform, contentType }));
        const addresses = objects.flatMap(({ Attribute: attributes }) =>
          attributes.filter(({ type }) => type === 'url'),
        );
        expect(addresses).toMatchObject([{ value: inventReferral().urlOriginal }]);
      }
  });

  it('is marked, unpublished, and high only where danger is imminent', async () => {
    const configuration = { tlp: 'AMBER+STRICT' } as const;
    const event = await eventOf(inventEnvelope([inventReferral()], { configuration }));
    expect(event).toMatchObject({
      Tag: [{ name: 'tlp:amber+strict' }],
      published: false,
      distribution: '0',
      threat_level_id: '4',
      date: '2026-01-31',
    });
    expect(await eventOf(inventEnvelope([imminentReferral()]))).toMatchObject({ threat_level_id: '1' });
  });

  it('has no id twice, and no account that was not agreed', async () => {
    const two = [inventReferral(), inventReferral({ referralId: '01990000-0000-7000-8000-000000000002' })];
    const fields = ['referral_id', 'url_original'] as const;
    const { Object: objects } = await eventOf(
      inventEnvelope(two, { configuration: { fields: [...fields] } }),
    );
    expect(objects.map(({ name }) => name)).toEqual(['facebook-post', 'report', 'facebook-post', 'report']);
    const ids = objects.flatMap(({ uuid, Attribute: attributes }) => [
      uuid,
      ...attributes.map((one) => one.uuid),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(JSON.stringify(objects)).not.toMatch(/"77"|"lapwing\.example"/);
  });
});
