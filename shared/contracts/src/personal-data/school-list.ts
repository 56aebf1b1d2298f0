import { z } from 'zod';
import { line, Timestamp, text } from '../text.ts';
import { keysOfSchool } from './school-index.ts';

/** Most schools that a list can have, and most names of one. Thailand has some 30,000 schools. */
export const MAX_SCHOOLS = 50_000;
export const MAX_NAMES_OF_SCHOOL = 10;

/** A name by which a school is found. One that is too short, or has no letter, would be found everywhere. */
export const SchoolName = line(200).refine((name) => keysOfSchool(name).length > 0, {
  message: 'Too short to be told from other words',
});

/** Body of `PUT /v1/schools`: each school with its name and other names, in place of the list that there was. */
export const SchoolListInput = z
  .strictObject({ schools: z.array(z.array(SchoolName).min(1).max(MAX_NAMES_OF_SCHOOL)).max(MAX_SCHOOLS) })
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
