import { describe, expect, it } from 'vitest';
import { manifestFor } from '../../../extension/src/manifest.ts';
import { menuEntries } from '../../../extension/src/ways/menu-entries.ts';
import type { Beginning } from './browsers.ts';
import { waysIn } from './ways-in.ts';

const idsBy = (by: Beginning) =>
  waysIn
    .filter((way) => way.by === by)
    .map(({ id }) => id)
    .toSorted();

describe('the list of ways in', () => {
  it('has every entry of the context menu', () => {
    expect(idsBy('MENU')).toEqual(Object.keys(menuEntries).toSorted());
  });

  it('has every keyboard command, except the one that covers the page', () => {
    const commands = Object.keys(manifestFor('firefox', false).commands);
    expect(idsBy('SHORTCUT')).toEqual(commands.filter((name) => name !== 'safe-viewing').toSorted());
  });

  it('names each way once', () => {
    const names = waysIn.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });
});
