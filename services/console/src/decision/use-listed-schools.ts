import type { Place } from '@lapwing/contracts/personal-data/find-personal-data';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { schoolsNamedQuery } from '../api/schools.ts';
import { useSettled } from '../shell/use-settled.ts';
import { listedSchoolsIn } from './listed-schools.ts';

/** How long a text rests before it is searched. */
const PAUSE_MS = 300;

/** Where a text names a school of the organisation's list. While the API is away nothing is: it decides at sending. */
export function useListedSchools(text: string): readonly Place[] {
  const settled = useSettled(text, PAUSE_MS);
  const { data } = useQuery({ ...schoolsNamedQuery(settled), placeholderData: keepPreviousData });
  return listedSchoolsIn(text, data);
}
