import { z } from 'zod';
import { line, Timestamp, text } from '../text.ts';
import { foldName } from './fold-name.ts';
import { keysOfSchool } from './school-index.ts';

/** Most schools that a list can have, and most names of one. Thailand has some 30,000 schools. */
export const MAX_SCHOOLS = 50_000;
export const MAX_NAMES_OF_SCHOOL = 10;

/**
 * What stands between the cells of a line. A name that has it is a line that was not taken apart, and would never be found.
 * A comma with a space behind it is part of some names.
 */
const cellsInOne = /[;|\t]|,(?!\s)/;

/** What columns of a list of schools are headed with, as it is folded; no school is called so. */
const headings = new Set(
  [
    ...[
      'school',
      'schools',
      'school name',
      'name of school',
      'name',
      'other name',
      'other names',
      'abbreviation',
    ],
    ...[
      'district',
      'subdistrict',
      'sub-district',
      'amphoe',
      'tambon',
      'province',
      'changwat',
      'address',
      'type',
    ],
    ...['โรงเรียน', 'ชื่อโรงเรียน', 'รายชื่อโรงเรียน', 'ชื่อ', 'ชื่ออื่น', 'ชื่อสถานศึกษา', 'สถานศึกษา', 'ชื่อย่อ'],
    ...['ตำบล', 'อำเภอ', 'เขต', 'แขวง', 'จังหวัด', 'สังกัด', 'ที่อยู่', 'ประเภท', 'รหัสโรงเรียน'],
  ].map((word) => foldName(word).key),
);

/** What keeps a text from being a name by which a school is found; null where nothing does. */
export function wrongInSchoolName(name: string): 'separator' | 'heading' | 'tooShort' | null {
  if (cellsInOne.test(name)) return 'separator';
  if (headings.has(foldName(name).key)) return 'heading';
  return keysOfSchool(name).length === 0 ? 'tooShort' : null;
}

/** A name by which a school is found. One that is too short, or has no letter, would be found everywhere. */
export const SchoolName = line(200)
  .refine((name) => wrongInSchoolName(name) !== 'separator', {
    message:
      'Several names in one: each stands alone (no semicolon, tab, bar, or comma without a space behind it)',
  })
  .refine((name) => wrongInSchoolName(name) !== 'heading', {
    message: 'The heading of a column, and not the name of a school',
  })
  .refine((name) => wrongInSchoolName(name) !== 'tooShort', {
    message: 'Too short to be told from other words',
  });

/**
 * Schools that are called differently and have another name in common are this many at most. A name of more is a place, a
 * kind or an office, out of another column of the table that the list was taken from.
 */
export const MOST_SCHOOLS_OF_OTHER_NAME = 3;

/**
 * Other names that too many schools have, each where it stands: the place of the school, and of the name among its names.
 * Schools of one name are one here, since their other names are mostly the same too.
 */
export function namesOfTooMany(
  schools: readonly (readonly string[])[],
): { school: number; name: number; schools: number }[] {
  const called = new Map<string, Set<string>>();
  const others = schools.flatMap(([first = '', ...rest], school) => {
    if (rest.length === 0) return [];
    const own = keyOf(first);
    return rest.map((name, index) => {
      const key = keyOf(name);
      const who = called.get(key) ?? new Set();
      called.set(key, who.add(own));
      return { school, name: index + 1, who };
    });
  });
  return others
    .filter(({ who }) => who.size > MOST_SCHOOLS_OF_OTHER_NAME)
    .map(({ school, name, who }) => ({ school, name, schools: who.size }));
}

const keyOf = (name: string): string => keysOfSchool(name)[0] ?? foldName(name).key;

/** As many wrong names are named at once. */
const MOST_PROBLEMS = 100;

/** Body of `PUT /v1/schools`: each school with its name and other names, in place of the list that there was. */
export const SchoolListInput = z
  .strictObject({ schools: z.array(z.array(SchoolName).min(1).max(MAX_NAMES_OF_SCHOOL)).max(MAX_SCHOOLS) })
  .superRefine(({ schools }, context) => {
    for (const { school, name, schools: count } of namesOfTooMany(schools).slice(0, MOST_PROBLEMS))
      context.addIssue({
        code: 'custom',
        path: ['schools', school, name],
        message: `The other name of ${count} schools: it is a place, a kind or an office, and not the name of a school`,
      });
  })
  .meta({ id: 'SchoolListInput' });
export type SchoolListInput = z.infer<typeof SchoolListInput>;

/** `GET /v1/schools`. `version` is its ETag, 0 where no list was kept yet. */
export const SchoolListView = z
  .object({
    version: z.number().int().min(0),
    schools: z.number().int(),
    /** Different names by which they are found; schools of one name are found by it together. */
    names: z.number().int(),
    updatedAt: Timestamp.nullable(),
  })
  .meta({ id: 'SchoolListView' });
export type SchoolListView = z.infer<typeof SchoolListView>;

/** `GET /v1/schools/list`: the schools as they were put there. */
export const SchoolList = z.object({ schools: z.array(z.array(z.string())) }).meta({ id: 'SchoolList' });
export type SchoolList = z.infer<typeof SchoolList>;

/** Body of `POST /v1/schools/search`: words that shall leave. Nothing of it is kept. */
export const SchoolSearch = z.strictObject({ text: text(1000) }).meta({ id: 'SchoolSearch' });

/** Where the words name a listed school, in UTF-16 code units. */
export const SchoolsNamed = z
  .object({ places: z.array(z.object({ start: z.number().int(), end: z.number().int() })) })
  .meta({ id: 'SchoolsNamed' });
export type SchoolsNamed = z.infer<typeof SchoolsNamed>;
