import { describe, expect, it, vi } from 'vitest';
import { silentLogger } from '../logging.ts';
import { keepRunning } from './keep-running.ts';

/** A server whose end the test decides. */
const fakeServer = () => {
  const ended = Promise.withResolvers<string>();
  return {
    ended: ended.promise,
    end: () => ended.resolve('ended'),
    stop: vi.fn(async () => ended.resolve('stopped')),
  };
};

const options = { what: 'a server', log: silentLogger() };

describe('keepRunning', () => {
  it('starts a server again when it ends by itself', async () => {
    const servers: ReturnType<typeof fakeServer>[] = [];
    const start = async () => {
      const server = fakeServer();
      servers.push(server);
      return server;
    };
    const { stop } = await keepRunning(start, options);
    servers[0]?.end();
    await vi.waitFor(() => expect(servers).toHaveLength(2), { timeout: 5_000 });
    await stop();
    expect(servers[1]?.stop).toHaveBeenCalled();
    expect(servers).toHaveLength(2);
  });

  it('leaves the error of the first start to its caller', async () => {
    await expect(keepRunning(() => Promise.reject(new Error('no disk')), options)).rejects.toThrow('no disk');
  });

  it('stops a server that was just being started again', async () => {
    const first = fakeServer();
    const second = fakeServer();
    const starting = Promise.withResolvers<typeof second>();
    const start = vi.fn().mockResolvedValueOnce(first).mockReturnValueOnce(starting.promise);
    const { stop } = await keepRunning<typeof first>(start, options);
    first.end();
    await vi.waitFor(() => expect(start).toHaveBeenCalledTimes(2), { timeout: 5_000 });
    const stopping = stop();
    starting.resolve(second);
    await stopping;
    expect(second.stop).toHaveBeenCalled();
  });
});
