import { readFileSync } from 'node:fs';
import { safeViewingPresets } from '@lapwing/contracts/extension-policy';
import { platforms } from '@lapwing/contracts/taxonomy';
import { extensionLanguages } from '@lapwing/ui/languages';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ManagedPresets } from './managed-presets.ts';

const Schema = z.object({
  properties: z.record(
    z.string(),
    z.object({
      enum: z.array(z.string()).optional(),
      items: z.object({ enum: z.array(z.string()) }).optional(),
    }),
  ),
});

describe('what an administrator can preset', () => {
  it('is the same in the schema that Chromium checks and in ours', () => {
    const file = new URL('../../public/managed-schema.json', import.meta.url);
    const { properties } = Schema.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(Object.keys(properties).sort()).toEqual(Object.keys(ManagedPresets.shape).sort());
    expect(properties.safeViewing?.enum).toEqual(safeViewingPresets);
    expect(properties.language?.enum).toEqual(extensionLanguages);
    expect(properties.adaptersOff?.items?.enum).toEqual(platforms.filter((platform) => platform !== 'WEB'));
  });

  it('is taken as it is meant', () => {
    expect(
      ManagedPresets.parse({
        server: 'lapwing.example.org/path',
        language: 'th-TH',
        safeViewing: 'LOCKED_ON',
        breakAfterMinutes: 30,
        adaptersOff: ['TIKTOK'],
      }),
    ).toEqual({
      server: 'https://lapwing.example.org',
      language: 'th',
      safeViewing: 'LOCKED_ON',
      breakAfterMinutes: 30,
      adaptersOff: ['TIKTOK'],
    });
    expect(ManagedPresets.parse({ breakAfterMinutes: 0 }).breakAfterMinutes).toBeNull();
    expect(ManagedPresets.parse({}).breakAfterMinutes).toBeUndefined();
  });

  it.each([
    ['a server in the clear', { server: 'http://lapwing.example.org' }],
    ['a language that we do not have', { language: 'xx' }],
    ['a preset that is none', { safeViewing: 'MAYBE' }],
    ['a break after a second', { breakAfterMinutes: 1 }],
    ['the generic reader switched off', { adaptersOff: ['WEB'] }],
    ['numbers in place of everything', { server: 1, language: 2, safeViewing: 3, adaptersOff: 4 }],
  ])('counts %s as not preset, and takes the rest', (_, wrong) => {
    const key = Object.keys(wrong)[0] === 'breakAfterMinutes' ? 'safeViewing' : 'breakAfterMinutes';
    const right = key === 'safeViewing' ? { safeViewing: 'ON' } : { breakAfterMinutes: 20 };
    expect(ManagedPresets.parse({ ...wrong, ...right })).toEqual(right);
  });
});
