import { describe, expect, it } from 'vitest';
import { readyMadeRecipients } from './ready-made/ready-made-recipients.ts';
import { standingOf, takesContent } from './recipient-standing.ts';

const [model] = readyMadeRecipients;
if (!model) throw new Error('There are no ready-made recipients');
const dated = (active: boolean, activeFrom: string | null, activeUntil: string | null) => ({
  active,
  configuration: { ...model.configuration, activeFrom, activeUntil },
});

describe('standingOf', () => {
  it.each([
    ['OPEN', dated(true, null, null), '2026-06-15T12:00:00Z'],
    ['SWITCHED_OFF', dated(false, null, null), '2026-06-15T12:00:00Z'],
    ['SWITCHED_OFF', dated(false, '2027-01-01', null), '2026-06-15T12:00:00Z'],
    ['NOT_YET', dated(true, '2026-06-15', null), '2026-06-14T23:59:59.999Z'],
    ['OPEN', dated(true, '2026-06-15', '2026-06-15'), '2026-06-15T00:00:00Z'],
    ['OPEN', dated(true, '2026-06-15', '2026-06-15'), '2026-06-15T23:59:59.999Z'],
    ['ENDED', dated(true, null, '2026-06-15'), '2026-06-16T00:00:00Z'],
  ] as const)('is %s for %j at %s', (standing, recipient, now) => {
    expect(standingOf(recipient, new Date(now))).toBe(standing);
  });
});

describe('takesContent', () => {
  it.each([
    [true, ['FACEBOOK'], [], 'FACEBOOK', 'https://www.facebook.com/lapwing.example/posts/1'],
    [false, ['FACEBOOK'], [], 'X', 'https://x.com/lapwing/status/1'],
    [true, ['WEB'], [], 'WEB', 'https://anything.example/1'],
    [true, ['WEB'], ['site.example'], 'WEB', 'https://site.example/1'],
    [true, ['WEB'], ['site.example'], 'WEB', 'http://a.b.site.example:8080/1'],
    [false, ['WEB'], ['site.example'], 'WEB', 'https://othersite.example/1'],
    [false, ['WEB'], ['site.example'], 'WEB', 'https://site.example.other.example/1'],
    [false, ['WEB'], ['site.example'], 'WEB', 'https://other.example/?u=site.example'],
    [true, ['MASTODON'], ['site.example'], 'MASTODON', 'https://site.example/@somebody/1'],
    [false, ['MASTODON'], ['site.example'], 'MASTODON', 'https://social.example/@somebody/1'],
    [true, ['WEB', 'X'], ['site.example'], 'X', 'https://x.com/lapwing/status/1'],
  ] as const)('is %s for platforms %j, sites %j and %s at %s', (taken, platforms, hosts, platform, url) => {
    expect(takesContent({ platforms: [...platforms], hosts: [...hosts] }, { platform, url })).toBe(taken);
  });
});
