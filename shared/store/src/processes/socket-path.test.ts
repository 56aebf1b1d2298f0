import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { socketDirectory } from './socket-path.ts';

let base: string;
let chosen: string | undefined;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'lapwing-sockets-'));
});
afterEach(async () => {
  await rm(base, { recursive: true, force: true });
  if (chosen !== undefined) await rm(chosen, { recursive: true, force: true });
  chosen = undefined;
});

const tooLong = () => join(base, 'a'.repeat(120));

describe('socketDirectory', () => {
  it('is the preferred folder where the path of the socket is short enough', () => {
    expect(socketDirectory(base, 'server.sock')).toBe(base);
  });

  it('is a short folder of our own where it is not, and the same one next time', async () => {
    chosen = socketDirectory(tooLong(), 'server.sock');
    expect(Buffer.byteLength(join(chosen, 'server.sock'))).toBeLessThanOrEqual(103);
    expect((await stat(chosen)).mode & 0o777).toBe(0o700);
    expect(socketDirectory(tooLong(), 'server.sock')).toBe(chosen);
  });

  it('closes that folder to others again', async () => {
    chosen = socketDirectory(tooLong(), 'server.sock');
    await chmod(chosen, 0o755);
    socketDirectory(tooLong(), 'server.sock');
    expect((await stat(chosen)).mode & 0o777).toBe(0o700);
  });
});
