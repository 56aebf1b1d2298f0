import { describe, expect, it } from 'vitest';
import { createMicroBatcher } from './micro-batcher.ts';

/** Work that records its batches and waits until it is let go. */
function recordedWork() {
  const batches: string[][] = [];
  const gates: (() => void)[] = [];
  return {
    batches,
    /** Lets the oldest waiting batch finish. */
    release: () => gates.shift()?.(),
    work: (items: readonly string[]) => {
      batches.push([...items]);
      return new Promise<readonly string[]>((resolve) =>
        gates.push(() => resolve(items.map((item) => item.toUpperCase()))),
      );
    },
  };
}

describe('createMicroBatcher', () => {
  it('hands on together what arrived together, and lets the next batch fill while one is worked on', async () => {
    const { batches, release, work } = recordedWork();
    const batcher = createMicroBatcher<string, string>({ size: 3, work });
    const first = ['a', 'b'].map((item) => batcher.add(item));
    await expect.poll(() => batches.length).toBe(1);
    const rest = ['c', 'd', 'e', 'f'].map((item) => batcher.add(item));
    release();
    expect(await Promise.all(first)).toEqual(['A', 'B']);
    await expect.poll(() => batches.length).toBe(2);
    release();
    await expect.poll(() => batches.length).toBe(3);
    release();
    expect(await Promise.all(rest)).toEqual(['C', 'D', 'E', 'F']);
    expect(batches).toEqual([['a', 'b'], ['c', 'd', 'e'], ['f']]);
  });

  it('works on a full batch beside another where it may, and lets a smaller one fill', async () => {
    const { batches, release, work } = recordedWork();
    const batcher = createMicroBatcher<string, string>({ size: 2, atOnce: 2, work });
    const results = [batcher.add('a')];
    await expect.poll(() => batches.length).toBe(1);
    results.push(batcher.add('b'), batcher.add('c'));
    await expect.poll(() => batches.length).toBe(2);
    results.push(batcher.add('d'), batcher.add('e'), batcher.add('f'));
    release();
    await expect.poll(() => batches.length).toBe(3);
    release();
    await expect.poll(() => batches.length).toBe(4);
    release();
    release();
    expect(await Promise.all(results)).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
    expect(batches).toEqual([['a'], ['b', 'c'], ['d', 'e'], ['f']]);
  });

  it('lets one bad item fail alone', async () => {
    const done: string[] = [];
    const batcher = createMicroBatcher<string, string>({
      size: 10,
      work: async (items) => {
        if (items.includes('poison')) throw new Error('cannot be read');
        done.push(...items);
        return items;
      },
    });
    const results = await Promise.allSettled(['a', 'poison', 'b'].map((item) => batcher.add(item)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(done).toEqual(['a', 'b']);
  });

  it('tries nothing again alone when the failure is of nobody in particular', async () => {
    let tries = 0;
    const batcher = createMicroBatcher<string, string>({
      size: 10,
      isOfOne: () => false,
      work: async () => {
        tries += 1;
        throw new Error('the database is away');
      },
    });
    const results = await Promise.allSettled(['a', 'b', 'c'].map((item) => batcher.add(item)));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(tries).toBe(1);
  });

  it('goes on after a failure', async () => {
    const batcher = createMicroBatcher<string, string>({
      size: 1,
      work: async (items) => {
        if (items[0] === 'poison') throw new Error('cannot be read');
        return items;
      },
    });
    await expect(batcher.add('poison')).rejects.toThrow('cannot be read');
    await expect(batcher.add('next')).resolves.toBe('next');
  });
});
