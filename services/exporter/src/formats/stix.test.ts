import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Envelope } from '../envelope.ts';
import { imminentReferral, inventEnvelope, inventReferral } from '../testing/invented-envelope.ts';
import { textOf } from '../testing/text-of-format.ts';
import { stix } from './stix.ts';

const StixObject = z.looseObject({
  type: z.string(),
  id: z.string(),
  object_refs: z.array(z.string()).default([]),
});
const Bundle = z.strictObject({ type: z.literal('bundle'), id: z.string(), objects: z.array(StixObject) });
const objectsOf = async (envelope: Envelope) =>
  Bundle.parse(JSON.parse(await textOf(stix, envelope))).objects;
const ofType = (objects: Awaited<ReturnType<typeof objectsOf>>, type: string) =>
  objects.filter((object) => object.type === type);
const other = '01990000-0000-7000-8000-000000000002';

describe('stix', () => {
  it('is a report and a note on the addresses and the account of each referral', async () => {
    const objects = await objectsOf(inventEnvelope([inventReferral()]));
    expect(objects.map(({ type }) => type)).toEqual([
      'marking-definition',
      'identity',
      'url',
      'url',
      'user-account',
      'report',
      'note',
    ]);
    expect(ofType(objects, 'report')).toMatchObject([
      {
        name: 'Grooming',
        description:
          'The account asks children for their age, asks for secrecy and offers gifts for contact.',
        labels: ['grooming'],
        external_references: [
          { source_name: 'Lapwing referral', external_id: '01990000-0000-7000-8000-000000000001' },
        ],
      },
    ]);
    expect(ofType(objects, 'note')).toMatchObject([
      { content: expect.stringContaining('Requested action: Removal') },
    ]);
  });

  it('gives observables the ids that anybody gives them', async () => {
    const objects = await objectsOf(inventEnvelope([inventReferral()]));
    // As the OASIS Python library stix2 3.0.2 makes them of the same values.
    expect(ofType(objects, 'url')[0]?.id).toBe('url--ac25e8db-d8cf-58f6-be5b-2002efe424e8');
    expect(ofType(objects, 'user-account')[0]?.id).toBe('user-account--1ed00d44-8efa-56c1-8db8-75b854dd0345');
  });

  it('refers to nothing that is not in the bundle, and has every object once', async () => {
    const objects = await objectsOf(
      inventEnvelope([inventReferral(), inventReferral({ referralId: other })]),
    );
    const ids = objects.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ofType(objects, 'report')).toHaveLength(2);
    expect(ofType(objects, 'url')).toHaveLength(2);
    for (const { object_refs } of objects) for (const ref of object_refs) expect(ids).toContain(ref);
  });

  it('marks every object with the TLP level', async () => {
    for (const [tlp, id] of [
      ['AMBER+STRICT', 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003'],
      ['RED', 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1'],
    ] as const) {
      const [marking, ...objects] = await objectsOf(
        inventEnvelope([inventReferral()], { configuration: { tlp } }),
      );
      expect(marking).toMatchObject({ id, name: `TLP:${tlp}` });
      for (const object of objects) expect(object).toMatchObject({ object_marking_refs: [id] });
    }
  });

  it('says in the note that danger is imminent, who was told, and how a child is to be treated', async () => {
    const referral = { ...imminentReferral('SELF_GENERATED'), secondaryCategories: [] };
    const [note] = ofType(await objectsOf(inventEnvelope([referral])), 'note');
    expect(note).toMatchObject({
      labels: ['self-generated', 'imminent-danger'],
      content: expect.stringMatching(
        /Imminent danger: .*\nLaw enforcement told: Child protection police, 2026-01-31 09:40 UTC(.|\n)*not suspected of anything/,
      ),
    });
  });

  it('names no account and no second address that were not agreed', async () => {
    const objects = await objectsOf(
      inventEnvelope([inventReferral()], { configuration: { fields: ['referral_id', 'url_original'] } }),
    );
    expect(ofType(objects, 'user-account')).toEqual([]);
    expect(ofType(objects, 'url')).toHaveLength(1);
  });
});
