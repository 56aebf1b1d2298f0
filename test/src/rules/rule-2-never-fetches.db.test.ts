import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchView,
  ClaimView,
  DecisionMade,
  ItemDetail,
  LookupResult,
  PhoneEntries,
  PhoneLink,
} from '@lapwing/contracts';
import { createRecipient } from '@lapwing/store/recipients/create-recipient';
import { deliverByWebhook } from '@lapwing/store/testing/deliver-by-webhook';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ask, askFor, postFlag } from '../stack/api-client.ts';
import { inventFlag } from '../stack/invent-flag.ts';
import { sharedDatabase } from '../stack/shared-database.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';
import { addTokenHolder } from '../stack/token-holders.ts';
import { until } from '../stack/until.ts';
import { someRecipient } from './prepared-records.ts';

const TRAP_HOST = 'lapwing-trap.example';
const preload = join(import.meta.dirname, 'outgoing-connections.ts');
const Line = z.object({
  program: z.string(),
  what: z.enum(['LOADED', 'CONNECT', 'LOOKUP', 'DATAGRAM']),
  target: z.string(),
});

let stack: Stack;
let trap: Server;
let trapPort: number;
let caught: number;
let folder: string;
let logFile: string;

/** What the services' processes tried to reach so far. */
const outgoing = () =>
  readFileSync(logFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Line.parse(JSON.parse(line)));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lapwing-trap-'));
  logFile = join(folder, 'outgoing.jsonl');
  await writeFile(logFile, '');
  caught = 0;
  // The flagged site: whoever asks it for anything has broken the rule.
  trap = createServer((socket) => {
    caught += 1;
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
  }).listen(0, '127.0.0.1');
  await once(trap, 'listening');
  const address = trap.address();
  if (address === null || typeof address === 'string') throw new Error('The trap has no port');
  trapPort = address.port;
  const nodeArguments = ['--import', preload];
  stack = await startStack({
    database: await sharedDatabase(),
    settings: { OUTGOING_LOG: logFile, TRAP_HOST },
    nodeArguments: { api: nodeArguments, scorer: nodeArguments, exporter: nodeArguments },
  });
});
afterAll(async () => {
  await stack.stop();
  trap.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the whole path of a flagged address', { timeout: 90_000 }, () => {
  it('is walked without a look-up of its name or a connection to it', async () => {
    const { url, store } = stack;
    const site = `http://posts.${TRAP_HOST}:${trapPort}`;
    const [analyst, reviewer, referrer, admin] = [
      await addTokenHolder(stack, ['analyst']),
      await addTokenHolder(stack, ['reviewer']),
      await addTokenHolder(stack, ['referrer']),
      await addTokenHolder(stack, ['admin']),
    ];
    const recipient = someRecipient();
    const { recipientId } = await createRecipient(
      store,
      { personId: admin.personId, requestId: null },
      { ...recipient, configuration: { ...recipient.configuration, platforms: ['WEB'] } },
    );

    const addresses = [
      `${site}/post/1?from=app`,
      `${site}/r/?u=${site}/2`,
      'https://fb.watch/abc123/',
      'https://t.co/abc123',
    ];
    await askFor(LookupResult, url, analyst.token, 'POST', '/v1/flags/lookup', { body: { urls: addresses } });
    const accepted = [];
    for (const address of addresses) {
      const text = `Look here: ${address} and ${site}/picture.jpg`;
      accepted.push(await postFlag(url, analyst.token, inventFlag({ url: address, text, note: site })));
    }
    expect(accepted.map(({ unresolved }) => unresolved)).toContain(true);
    const phone = await askFor(PhoneLink, url, analyst.token, 'POST', '/v1/phone-links');
    for (const address of addresses) {
      const entryId = crypto.randomUUID();
      const entry = { token: new URL(phone.link).hash.slice(1), entryId, url: address, note: site };
      expect((await ask(url, 'none', 'POST', '/v1/phone/entries', { body: entry })).status).toBe(201);
    }
    const fromPhone = await askFor(PhoneEntries, url, analyst.token, 'POST', '/v1/phone-entries/collect');
    expect(fromPhone.entries).toHaveLength(addresses.length);
    const itemId = accepted[0]?.itemId ?? '';
    const item = await until('the item is scored', async () => {
      const found = await askFor(ItemDetail, url, reviewer.token, 'GET', `/v1/items/${itemId}`);
      return found.score === null ? null : found;
    });
    expect(item.canonicalUrl).toContain(TRAP_HOST);
    expect((await ask(url, reviewer.token, 'POST', `/v1/items/${itemId}/open-text`)).status).toBe(200);
    const claim = await askFor(ClaimView, url, reviewer.token, 'POST', '/v1/claims', { body: { itemId } });
    const made = await askFor(DecisionMade, url, reviewer.token, 'POST', '/v1/decisions', {
      body: {
        claimId: claim.claimId,
        token: claim.token,
        itemVersion: item.version,
        verdict: 'CONFIRM',
        category: 'GROOMING',
        severity: 2,
        explanation: `The account asks for secrecy. ${site}/more`,
      },
      headers: { 'idempotency-key': crypto.randomUUID() },
    });
    expect(made.referrals).toHaveLength(1);

    const body = { recipientId };
    await ask(url, referrer.token, 'POST', '/v1/batches/preview', { body });
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const created = await ask(url, referrer.token, 'POST', '/v1/batches', { body, headers });
    expect(created.status).toBeLessThan(300);
    const [batch] = z.object({ batches: z.array(BatchView) }).parse(created.body).batches;
    const built = await until('the batch is built', async () => {
      const found = await askFor(BatchView, url, referrer.token, 'GET', `/v1/batches/${batch?.batchId}`);
      return found.state === 'BUILT' ? found : null;
    });
    expect(built.files.map(({ name }) => name)).toContain('manifest.json');
    for (const { name } of built.files) {
      const path = `/v1/batches/${built.batchId}/files/${name}`;
      expect((await ask(url, referrer.token, 'GET', path)).status).toBe(200);
    }

    // A desk whose name leads to this machine, as the flagged site's does: looked up by the exporter, not connected to.
    const destination = `https://desk.${TRAP_HOST}:${trapPort}/in`;
    await deliverByWebhook(store, recipientId, destination);
    const deliver = { body: { destination } };
    const asked = await ask(url, referrer.token, 'POST', `/v1/batches/${built.batchId}/deliver`, deliver);
    expect(asked.status).toBe(202);
    await until('the delivery is given up', async () => {
      const { delivery } = await askFor(
        BatchView,
        url,
        referrer.token,
        'GET',
        `/v1/batches/${built.batchId}`,
      );
      return delivery?.state === 'GIVEN_UP' && delivery.lastError === 'ADDRESS_REFUSED';
    });
    const handedOver = { sentAt: new Date().toISOString(), reference: site };
    const sentPath = `/v1/batches/${built.batchId}/sent`;
    expect((await ask(url, referrer.token, 'POST', sentPath, { body: handedOver })).status).toBe(200);
    const [{ referralId } = { referralId: '' }] = made.referrals;
    for (const seen of ['STILL_THERE', 'GONE']) {
      const look = { seen, at: new Date().toISOString(), key: crypto.randomUUID() };
      const looked = await ask(url, analyst.token, 'POST', `/v1/rechecks/${referralId}`, { body: look });
      expect(looked.status).toBe(201);
    }
    expect((await ask(url, analyst.token, 'GET', '/v1/rechecks')).status).toBe(200);

    const tried = outgoing();
    const programs = new Set(tried.filter(({ what }) => what === 'LOADED').map(({ target }) => target));
    for (const program of [
      'api/src/main.ts',
      'scorer/src/main.ts',
      'scorer/src/inference-child.ts',
      'exporter/src/main.ts',
    ])
      expect(
        [...programs].some((loaded) => loaded.endsWith(program)),
        program,
      ).toBe(true);
    // Nothing is reached but the database and Redis, and neither by a name that somebody could have sent; and of the
    // desk, which an admin set up, the name is looked up by the exporter alone.
    const elsewhere = tried.filter(({ what, target }) => what !== 'LOADED' && !isOwn(target));
    expect(elsewhere.map(({ what, target }) => `${what} ${target}`)).toEqual([`LOOKUP desk.${TRAP_HOST}`]);
    expect(elsewhere[0]?.program).toMatch(/exporter\/src\/main\.ts$/);
    expect(tried.filter(({ what }) => what === 'CONNECT').length).toBeGreaterThan(3);
    expect(caught).toBe(0);
  });

  it('would be noticed: a process that asks the site falls into the trap, and its look-up is seen', async () => {
    const program = `await fetch('http://posts.${TRAP_HOST}:${trapPort}/post/1')`;
    const child = spawn(process.execPath, ['--import', preload, '--input-type=module', '-e', program], {
      env: { ...process.env, OUTGOING_LOG: logFile, TRAP_HOST, NODE_NO_WARNINGS: '1' },
      stdio: 'inherit',
    });
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(caught).toBe(1);
    const seen = outgoing().map(({ what, target }) => `${what} ${target}`);
    expect(seen).toContain(`LOOKUP posts.${TRAP_HOST}`);
    expect(seen).toContain(`CONNECT posts.${TRAP_HOST}:${trapPort}`);
  });
});

/**
 * What the services may reach: Postgres and Redis, by a socket in the file system or an address of this machine; and
 * the address that the API listens on, which Node looks up before it listens.
 */
const isOwn = (target: string): boolean =>
  target === '127.0.0.1' ||
  [stack.database.appUrl, stack.redis?.url].some((address) => {
    if (address === undefined) return false;
    const { hostname, port, searchParams, pathname } = new URL(address, 'unix://');
    const socket = searchParams.get('host') ?? (hostname === '' ? pathname : null);
    if (socket?.startsWith('/')) return target === socket || target.startsWith(`${socket}/`);
    return target === hostname || target === `${hostname}:${port}`;
  });
