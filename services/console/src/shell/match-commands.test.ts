import { describe, expect, it } from 'vitest';
import { matchCommands } from './match-commands.ts';

const commands = ['Queue', 'Take the next one', 'Settings', 'ภาษาไทย'].map((label) => ({ label }));
const labels = (typed: string) => matchCommands(commands, typed).map((command) => command.label);

describe('matchCommands', () => {
  it('gives everything before anything is typed', () => {
    expect(labels('  ')).toHaveLength(4);
  });

  it('wants every word, in any case and order', () => {
    expect(labels('NEXT take')).toEqual(['Take the next one']);
    expect(labels('next queue')).toEqual([]);
  });

  it('puts labels that begin with the word first', () => {
    expect(labels('se')[0]).toBe('Settings');
  });

  it('finds Thai', () => {
    expect(labels('ไทย')).toEqual(['ภาษาไทย']);
  });
});
