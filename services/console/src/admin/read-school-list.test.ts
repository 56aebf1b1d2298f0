import { describe, expect, it } from 'vitest';
import { readSchoolList, writeSchoolList } from './read-school-list.ts';

describe('readSchoolList', () => {
  it('reads one school a line, with other names behind it', () => {
    expect(readSchoolList('โรงเรียนบ้านหนองตัวอย่าง\r\n\r\nGreen Valley School,GVS\n')).toEqual({
      ok: true,
      schools: [['โรงเรียนบ้านหนองตัวอย่าง'], ['Green Valley School', 'GVS']],
    });
    expect(readSchoolList('Green Valley; GVS;\nBlue Hill;;\n')).toEqual({
      ok: true,
      schools: [['Green Valley', 'GVS'], ['Blue Hill']],
    });
  });

  it('is what it was after it was written and read again', () => {
    const schools = [['Green "Valley", School', 'GVS'], ['โรงเรียนบ้านหนองตัวอย่าง'], ['Ann; Bea', 'Cee\tDee']];
    expect(readSchoolList(writeSchoolList(schools).replace('\ufeff', ''))).toEqual({ ok: true, schools });
  });

  it('says every line that is wrong, where it is', () => {
    const text = `Green Valley\nนา\n\n${'x'.repeat(201)}\n${Array(11).fill('Blue Hill').join(',')}\n`;
    expect(readSchoolList(text)).toEqual({
      ok: false,
      problem: 'lines',
      lines: [
        { line: 2, name: 'นา', problem: 'tooShort' },
        { line: 4, name: 'x'.repeat(40), problem: 'tooLong' },
        { line: 5, name: 'Blue Hill', problem: 'tooManyNames' },
      ],
    });
    expect(readSchoolList('Green Valley\n"Blue Hill\n')).toMatchObject({ lines: [{ problem: 'quotes' }] });
  });

  it('reads no more than may be kept', () => {
    expect(readSchoolList('Green Valley\n'.repeat(50_001))).toEqual({
      ok: false,
      problem: 'tooMany',
      count: 50_001,
    });
  });
});
