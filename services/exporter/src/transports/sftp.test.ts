import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../network/put-folder.ts';
import { generateSshKey } from '../ssh-key.ts';
import type { Desk } from '../testing/delivery/desk.ts';
import { inventDelivery } from '../testing/delivery/invented-delivery.ts';
import { type OpenSsh, startOpenSsh } from '../testing/delivery/openssh.ts';
import { sftpDesk } from '../testing/delivery/sftp-desk.ts';
import { findProgram, withProgram } from '../testing/programs.ts';
import type { TransportContext } from './batch-transport.ts';
import { transportOf } from './registry.ts';

const name = `lapwing-${inventDelivery().batchId}`;

describe('SFTP', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await sftpDesk.open(() => '');
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.suffer('TAKES_IT'));

  const send = (changes: Partial<TransportContext> = {}, delivery = inventDelivery()) =>
    transportOf(desk.target).handOver(delivery, { ...desk.context, ...changes });

  it('leaves a folder alone that is there already: it has arrived, and nothing is written again', async () => {
    const before = desk.received.length;
    expect(await send()).toMatchObject({ kind: 'ARRIVED' });
    expect(await send()).toMatchObject({ kind: 'ARRIVED' });
    expect(desk.received.slice(before).map(({ id }) => id)).toEqual([name]);
  });

  it('has more time for more files', async () => {
    const patience = { ...desk.context.patience, wholeMs: 0 };
    const file = { name: 'referrals.csv', mediaType: 'text/csv', sha256: '0'.repeat(64) };
    const large = inventDelivery({ files: [{ ...file, content: Buffer.alloc(2_000_000, 'a') }] });
    expect(await send({ patience }, large)).toMatchObject({ kind: 'ARRIVED' });
    expect(await send({ patience }, inventDelivery({ files: [] }))).toMatchObject({ kind: 'FAILED' });
  });

  it('signs in with the key of the organisation only', async () => {
    const before = desk.received.length;
    const sshKey = generateSshKey().private;
    expect(await send({ sshKey })).toMatchObject({ error: 'REFUSED' });
    expect(desk.received).toHaveLength(before);
  });
});

const sshd = findProgram('sshd');
const { absent, title } = withProgram('sshd', 'OpenSSH');

describe.skipIf(absent)(title, () => {
  const [hostKey, account] = [generateSshKey(), generateSshKey()];
  let server: OpenSsh;
  beforeAll(async () => {
    server = await startOpenSsh(sshd ?? '', hostKey.private, account.public);
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    for (const entry of readdirSync(server.directory))
      rmSync(join(server.directory, entry), { recursive: true });
  });

  const publicOf = (line: string): Buffer => {
    const key = ssh2.utils.parseKey(line);
    if (key instanceof Error) throw key;
    return key.getPublicSSH();
  };
  const send = (changes: { directory?: string; hostKey?: string } = {}) => {
    const { port, user, directory } = server;
    return transportOf({
      kind: 'SFTP',
      host: 'desk.platform.example',
      port,
      user,
      directory,
      hostKeyKind: 'ED25519',
      hostKey: fingerprintOf(publicOf(hostKey.public)),
      ...changes,
    }).handOver(inventDelivery(), {
      network: { resolve: async () => ['127.0.0.1'], mayReach: () => true },
      patience: { connectMs: 10_000, answerMs: 10_000, wholeMs: 30_000 },
      mail: null,
      sshKey: account.private,
      sessions: new Map(),
      ncmec: null,
    });
  };

  it('has the whole batch in a folder of its own, and nothing beside it; a second time changes nothing', async () => {
    expect(await send()).toMatchObject({ kind: 'ARRIVED' });
    expect(readdirSync(server.directory)).toEqual([name]);
    for (const { name: file, content } of inventDelivery().files)
      expect(readFileSync(join(server.directory, name, file)).equals(content)).toBe(true);
    rmSync(join(server.directory, name, 'letter.pdf'));
    expect(await send()).toMatchObject({ kind: 'ARRIVED' });
    expect(readdirSync(join(server.directory, name))).toEqual(['referrals.csv']);
  });

  it('gets nothing when its key or its folder is not the one that was agreed on', async () => {
    expect(await send({ hostKey: `SHA256:${'a'.repeat(43)}` })).toMatchObject({ error: 'HOST_KEY_CHANGED' });
    expect(await send({ directory: `${server.directory}/elsewhere` })).toMatchObject({ error: 'GONE' });
    expect(await send({ directory: '/' })).toMatchObject({ error: 'REFUSED' });
    expect(readdirSync(server.directory)).toEqual([]);
  });
});
