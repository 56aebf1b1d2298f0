import { findSchools, indexSchools, keysOfSchool } from '@lapwing/contracts/personal-data/school-index';
import { type Bench, measurement, median } from './measurement.ts';

const SCHOOLS = 40_000;
const ROUNDS = 30;
/** Parts of which Thai names of places are made; the names are invented by putting them together. */
const parts = 'บ้าน หนอง วัด บึง ไทร คลอง แดง ใหญ่ น้อย สระ ทุ่ง เขา ดอน พิทยาคม วิทยา ศึกษา โคก บาง ป่า'.split(' ');

/** Looking for forty thousand names in one explanation. */
export const schools: Bench = {
  name: 'schools',
  what: 'Where a text of 1,000 characters names one of 40,000 schools; the baseline asks for each name in turn (String.includes).',
  run() {
    const random = numbers();
    const part = () => parts[Math.floor(random() * parts.length)] ?? '';
    const invent = (length: number) => Array.from({ length }, part).join('');
    const names = new Set<string>();
    while (names.size < SCHOOLS) names.add(invent(4 + Math.floor(random() * 3)));
    const keys = [...names].flatMap(keysOfSchool);
    const text = invent(400).slice(0, 1_000);
    const ready: number[] = [];
    const listed: number[] = [];
    const oneByOne: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const begin = performance.now();
      const index = indexSchools(keys);
      const made = performance.now();
      const places = findSchools(index, text);
      const found = performance.now();
      const plain = keys.filter((key) => text.includes(key));
      const asked = performance.now();
      if (places.length === 0 || plain.length < places.length) throw new Error('Names were not found');
      ready.push(made - begin);
      listed.push(found - made);
      oneByOne.push(asked - found);
    }
    return Promise.resolve([
      measurement('schools.found', median(listed), 'ms', {
        baseline: median(oneByOne),
        wanted: { atMost: 0.2 },
      }),
      measurement('schools.ready', median(ready), 'ms'),
    ]);
  },
};

/** The same numbers in every run (a linear congruential generator), from 0 to below 1. */
function numbers(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
