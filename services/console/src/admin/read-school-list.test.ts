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
    const schools = [['Green "Valley", School', 'GVS'], ['โรงเรียนบ้านหนองตัวอย่าง'], ['Ann, Bea', 'Cee "Dee"']];
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

  it.each([
    [';', '\n'],
    ['\t', '\r\n'],
    [',', '\n'],
  ])('finds the names behind %j where the first school has one name only', (separator, end) => {
    const schools = [['Green Valley'], ['Blue Hill', 'BHS'], ['Red Rock, North', 'RRS']];
    const text = schools
      .map((names) => names.map((name) => (name.includes(',') ? `"${name}"` : name)).join(separator))
      .join(end);
    expect(readSchoolList(text)).toEqual({ ok: true, schools });
  });

  it('takes no line whole that has another separator', () => {
    const text =
      'Green Valley;GVS\nOld Lake;OLS\nBlue Hill;BHS\nRed Rock,RRS\nRed Rock, North\n"Ann;Bea"\nCee|Dee\n';
    expect(readSchoolList(text)).toEqual({
      ok: false,
      problem: 'lines',
      lines: [
        { line: 4, name: 'Red Rock,RRS', problem: 'separator' },
        { line: 5, name: 'Red Rock, North', problem: 'separator' },
        { line: 6, name: 'Ann;Bea', problem: 'separator' },
        { line: 7, name: 'Cee|Dee', problem: 'separator' },
      ],
    });
  });

  it('takes no place for a school: not in a heading, nor in a column of many', () => {
    const ministry = 'โรงเรียนบ้านหนองตัวอย่าง,ตัวอย่างเหนือ,ตัวอย่างบุรี\nวัดใหญ่ตัวอย่าง,ตัวอย่างใต้,ตัวอย่างบุรี\n';
    const more = 'Green Valley,ตัวอย่างใต้,ตัวอย่างบุรี\nBlue Hill,ตัวอย่างใต้,ตัวอย่างบุรี\n';
    const lines = [2, 3, 4, 5].map((line) => ({ line, name: 'ตัวอย่างบุรี', problem: 'ofTooMany' }));
    expect(readSchoolList(`ชื่อโรงเรียน,อำเภอ,จังหวัด\n${ministry}${more}`)).toEqual({
      ok: false,
      problem: 'lines',
      lines: [{ line: 1, name: 'ชื่อโรงเรียน', problem: 'heading' }, ...lines],
    });
    expect(readSchoolList('School name,Province\nGreen Valley,GVS\n')).toMatchObject({
      lines: [{ line: 1, problem: 'heading' }],
    });
  });

  it('lets schools of one name have one other name, however many they are', () => {
    const schools = Array.from({ length: 9 }, () => ['โรงเรียนบ้านหนองตัวอย่าง', 'Nong Example']);
    expect(readSchoolList(writeSchoolList(schools).replace('\ufeff', ''))).toEqual({ ok: true, schools });
  });

  it('reads no more than may be kept', () => {
    expect(readSchoolList('Green Valley\n'.repeat(50_001))).toEqual({
      ok: false,
      problem: 'tooMany',
      count: 50_001,
    });
  });
});
