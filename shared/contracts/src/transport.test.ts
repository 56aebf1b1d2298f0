import { describe, expect, it } from 'vitest';
import { destinationOf, domainOf, TransportConfiguration } from './transport.ts';

const webhook = (url: string) => TransportConfiguration.safeParse({ kind: 'WEBHOOK', url });

const hostKey = `SHA256:${'a'.repeat(43)}`;
const folder = {
  kind: 'SFTP' as const,
  host: 'desk.platform.example',
  port: 22,
  user: 'lapwing',
  directory: '/in/referrals',
  hostKeyKind: 'ED25519' as const,
  hostKey,
};

describe('a folder by SFTP', () => {
  it.each([{}, { directory: 'in' }, { directory: '/in/for police' }, { port: 2222 }, { user: 'a.b@c' }])(
    '%j is accepted',
    (changes) => {
      expect(TransportConfiguration.safeParse({ ...folder, ...changes }).success).toBe(true);
    },
  );

  it.each([
    ['host', 'localhost'],
    ['host', '10.0.0.7'],
    ['host', 'https://desk.platform.example'],
    ['port', 0],
    ['user', '-oProxyCommand=x'],
    ['user', ''],
    ['directory', '/in/../etc'],
    ['directory', ''],
    ['directory', '/in\n'],
    ['hostKey', 'MD5:aa:bb'],
    ['hostKey', `SHA256:${'a'.repeat(42)}`],
    ['hostKeyKind', 'DSA'],
  ])('is refused at its field: %s %j', (field, value) => {
    const parsed = TransportConfiguration.safeParse({ ...folder, [field]: value });
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toContain(field);
  });
});

describe('an API for reports', () => {
  const server = 'https://mastodon.platform.example';
  it.each([
    { kind: 'MASTODON', server },
    { kind: 'MASTODON', server: `${server}:8443/` },
    { kind: 'BLUESKY', server, account: 'plover.example', labeler: 'did:plc:ar7c4by46qjdydhdevvrndac' },
    { kind: 'COOP', server, reporterTypeId: 'a', reporterId: 'b', itemTypeId: 'c', urlField: 'url' },
  ])('%j is accepted', (transport) => {
    expect(TransportConfiguration.safeParse(transport).success).toBe(true);
  });

  it.each([
    [{ kind: 'MASTODON', server: `${server}/api/v1/reports` }, 'server'],
    [{ kind: 'MASTODON', server: 'https://10.0.0.7' }, 'server'],
    [{ kind: 'MASTODON', server: 'http://mastodon.platform.example' }, 'server'],
    [{ kind: 'BLUESKY', server, account: 'plover', labeler: 'did:plc:abc' }, 'account'],
    [{ kind: 'BLUESKY', server, account: 'plover.example', labeler: 'moderation.example' }, 'labeler'],
    [
      { kind: 'COOP', server, reporterTypeId: ' ', reporterId: 'b', itemTypeId: 'c', urlField: 'url' },
      'reporterTypeId',
    ],
  ])('%j is refused at its field: %s', (transport, field) => {
    const parsed = TransportConfiguration.safeParse(transport);
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toContain(field);
  });

  it('is shown and agreed to by where a report goes', () => {
    expect(destinationOf({ kind: 'MASTODON', server })).toBe(`${server}/api/v1/reports`);
    expect(domainOf({ kind: 'MASTODON', server })).toBe('mastodon.platform.example');
  });
});

describe('the address of a webhook', () => {
  it.each([
    'https://desk.platform.example/hooks/lapwing',
    'https://desk.platform.example:8443/',
    'https://xn--o3cw4h.example/in?case=1',
  ])('%s is accepted', (url) => {
    expect(webhook(url).success).toBe(true);
  });

  it.each([
    ['http://desk.platform.example/', 'an unencrypted one'],
    ['ftp://desk.platform.example/', 'another protocol'],
    ['https://localhost/', 'this machine'],
    ['https://127.0.0.1/', 'this machine by number'],
    ['https://0x7f.1/', 'this machine by an odd number'],
    ['https://2130706433/', 'this machine by one number'],
    ['https://[::1]/', 'this machine in IPv6'],
    ['https://[::ffff:10.0.0.1]/', 'a private address inside IPv6'],
    ['https://10.1.2.3/', 'a private network'],
    ['https://100.64.0.1/', "a carrier's own network"],
    ['https://169.254.169.254/latest', 'link-local'],
    ['https://desk.internal/', 'a name of a private network'],
    ['https://desk/', 'a name without a dot'],
    ['https://who:secret@desk.platform.example/', 'one with a password'],
    ['https://desk.platform.example/#part', 'one with a fragment'],
    ['not an address', 'no address'],
    ['', 'nothing'],
  ])('%s is refused: %s', (url) => {
    const refused = webhook(url);
    expect(refused.success).toBe(false);
    expect(new Set(refused.error?.issues.map(({ path }) => path.join('.')))).toEqual(new Set(['url']));
  });

  it('is shown, agreed to and put on record whole, and logged by its domain only', () => {
    const hook = { kind: 'WEBHOOK' as const, url: 'https://desk.platform.example:8443/in?queue=1' };
    expect(destinationOf(hook)).toBe(hook.url);
    expect(domainOf(hook)).toBe('desk.platform.example');
    const mail = { kind: 'EMAIL' as const, address: 'desk@platform.example' };
    expect(destinationOf(mail)).toBe(mail.address);
    expect(domainOf(mail)).toBe('platform.example');
    expect(destinationOf(folder)).toBe(
      `sftp://lapwing@desk.platform.example:22/in/referrals (ED25519 ${hostKey})`,
    );
    expect(destinationOf({ ...folder, directory: 'in' })).toContain(':22/~/in (');
    expect(domainOf(folder)).toBe('desk.platform.example');
    expect(destinationOf({ kind: 'DOWNLOAD' })).toBeNull();
  });
});
