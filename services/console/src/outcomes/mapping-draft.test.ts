import { describe, expect, it } from 'vitest';
import { cellsOf, draftOf, missingIn, withWord, wordsIn } from './mapping-draft.ts';
import { readTable } from './read-outcome-file.ts';

const read = readTable(
  'Case,Ref,Result\nC-1,one,Removed\nC-2,two, REMOVED \nC-3,three,no action\nC-4,four,\n',
  ',',
);
if (!read.ok) throw new Error('The file is well formed');
const { table } = read;
const empty = draftOf(table, null, 'Asia/Bangkok');
const columns = { ticket: 'Case', reference: 'Ref', outcome: 'Result' };
const mapped = { ...empty, columns };

describe('how a file is read', () => {
  it('is as the last one of the recipient was, as far as the headings are there', () => {
    const remembered = { ...mapped, columns: { ...columns, note: 'Remarks' }, timeZone: 'UTC' };
    expect(draftOf(table, remembered, 'Asia/Bangkok')).toEqual({ ...mapped, timeZone: 'UTC' });
    expect(empty.columns).toEqual({});
  });

  it('needs something to match by, an outcome, and a meaning of each of its words', () => {
    expect(missingIn(table, empty)).toBe('match');
    expect(missingIn(table, { ...empty, columns: { ticket: 'Case' } })).toBe('outcome');
    expect(missingIn(table, mapped)).toBe('words');
    const said = withWord(withWord(mapped, 'no action', 'NO_VIOLATION'), '', 'NOTHING');
    expect(missingIn(table, said)).toBeNull();
    expect(withWord(said, 'NO ACTION', 'RESTRICTED').words).toHaveLength(2);
  });

  it('asks for each word once, and not for ours', () => {
    expect(wordsIn(table, mapped)).toEqual([
      { word: 'Removed', meaning: 'REMOVED', ours: true },
      { word: 'no action', meaning: null, ours: false },
      { word: '', meaning: null, ours: false },
    ]);
  });

  it('sends the cells as they stand in the file, with the line', () => {
    expect(cellsOf(table, mapped)[1]).toEqual({
      line: 3,
      reference: 'two',
      url: '',
      ticket: 'C-2',
      outcome: ' REMOVED ',
      observedAt: '',
      note: '',
    });
  });
});
