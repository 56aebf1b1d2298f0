import { describe, expect, it } from 'vitest';
import { readyMadeRecipients } from './ready-made/ready-made-recipients.ts';
import { RecipientConfiguration } from './recipient.ts';
import { defaultRecipientSettings } from './recipient-settings.ts';

const [model] = readyMadeRecipients;
if (!model) throw new Error('There are no ready-made recipients');
/** The pointers of what is wrong. */
const wrongIn = (settings: object): string[] => {
  const parsed = RecipientConfiguration.safeParse({ ...model.configuration, ...settings });
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('/'));
};

describe('the settings of a recipient', () => {
  it('are what they were for a recipient that says none of the newer ones', () => {
    const { contacts, senders, activeUntil, maximumBytes, batchesPerDay, takesCalls } =
      defaultRecipientSettings;
    expect({ contacts, senders, activeUntil, maximumBytes, batchesPerDay, takesCalls }).toEqual({
      takesCalls: false,
      contacts: [],
      senders: { roles: [], people: [] },
      activeUntil: null,
      maximumBytes: null,
      batchesPerDay: null,
    });
  });

  it.each([
    [['contacts/0/email'], { contacts: [{ name: 'Desk' }] }],
    [['contacts/0/email'], { contacts: [{ name: 'Desk', email: 'nobody' }] }],
    [['contacts/0/web'], { contacts: [{ name: 'Desk', web: 'http://desk.example/form' }] }],
    [['contacts/0/name'], { contacts: [{ name: '', phone: '+66 2 000 0000' }] }],
    [[], { contacts: [{ name: 'Desk', phone: '+66 2 000 0000' }] }],
    [['hosts/1'], { hosts: ['site.example', 'https://site.example/'] }],
    [['hosts/0'], { hosts: ['Site.example'] }],
    [['activeUntil'], { activeFrom: '2026-02-01', activeUntil: '2026-01-31' }],
    [['activeFrom'], { activeFrom: '2026-02-30' }],
    [['batchesPerDay'], { batchesPerDay: 0 }],
    [['takesCalls'], { takesCalls: true }],
    [[], { takesCalls: true, transport: { kind: 'WEBHOOK', url: 'https://desk.platform.example/in' } }],
    [['maximumBytes'], { maximumBytes: 999 }],
    [['senders/roles/0'], { senders: { roles: ['owner'], people: [] } }],
    [['publicKey'], { publicKey: 'ssh-ed25519 AAAA' }],
    [['asOf'], { asOf: 'yesterday' }],
    [[''], { webhookSecret: 'x' }],
  ])('are wrong at %j in %j', (pointers, settings) => {
    expect(wrongIn(settings)).toEqual(pointers);
  });

  it('never take a private key', () => {
    const block = (kind: string) => `-----BEGIN PGP ${kind} KEY BLOCK-----\n`;
    expect(wrongIn({ publicKey: block('PRIVATE') })).toContain('publicKey');
    expect(wrongIn({ publicKey: `${block('PUBLIC')}${block('PRIVATE')}` })).toEqual(['publicKey']);
    expect(wrongIn({ publicKey: block('PUBLIC') })).toEqual([]);
  });
});

describe('the ready-made recipients', () => {
  it('are switched off, dated, and of distinct short names', () => {
    for (const { active, configuration } of readyMadeRecipients) {
      expect(active).toBe(false);
      expect(configuration.asOf).toMatch(/^2026-/);
      expect(configuration.handOverNote).not.toBe('');
    }
    const slugs = readyMadeRecipients.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(slugs).toHaveLength(13);
  });

  it('invent nobody to reach: no contact, no address, no key', () => {
    for (const { configuration } of readyMadeRecipients) {
      expect(configuration.contacts).toEqual([]);
      expect(configuration.publicKey).toBe('');
      expect(JSON.stringify(configuration)).not.toMatch(/@|https?:/);
    }
  });
});
