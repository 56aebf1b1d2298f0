import { type Constraint, equalTo, solve } from 'yalps';
import type { CountedFigures, ToldFigures } from '../figures/tell-figures.ts';

const tables = ['byRecipient', 'byCategory', 'byLanguage', 'byMonth'] as const;
const parts = ['takenDown', 'stillUp'] as const;
const smallCounts = [1, 2, 3, 4];

/**
 * What somebody who has all that was told can rule out by arithmetic: for every count of 1 to 4, which of these four it
 * cannot be. Solved as a system of whole numbers by a library that knows nothing of how counts are withheld. She is
 * given more than she has: which keys there are in the rows that were put together. A count that was told is found too.
 */
export function givenAway(counted: CountedFigures, told: ToldFigures): string[] {
  const known = whatIsKnown(counted, told);
  const secrets: { name: string; cells: string[] }[] = [];
  const add = (name: string, count: number, cells: string[]) => {
    if (smallCounts.includes(count)) secrets.push({ name, cells });
  };
  for (const table of tables)
    for (const row of counted[table]) {
      const [takenDown, stillUp] = parts.map((part) => cell(table, row.key, part));
      add(`${table} ${row.key} taken down`, row.takenDown, [takenDown ?? '']);
      add(`${table} ${row.key} still up`, row.sent - row.takenDown, [stillUp ?? '']);
      add(`${table} ${row.key} sent`, row.sent, [takenDown ?? '', stillUp ?? '']);
    }
  for (const table of tables) {
    const shown = new Set(told[table].flatMap(({ key, takenDown }) => (takenDown === null ? [] : key)));
    const withheld = counted[table].filter(({ key }) => !shown.has(key));
    for (const part of parts) {
      const counts = withheld.map((row) => (part === 'takenDown' ? row.takenDown : row.sent - row.takenDown));
      const sum = counts.reduce((all, count) => all + count, 0);
      add(
        `${table} withheld ${part}`,
        sum,
        withheld.map(({ key }) => cell(table, key, part)),
      );
    }
  }
  for (const { key, count } of counted.byAction) add(`action ${key}`, count, [cell('action', key)]);
  const { total } = counted;
  if (total !== null) {
    const all = (part: (typeof parts)[number]) =>
      counted.byMonth.map((row) => cell('byMonth', row.key, part));
    add('all sent', total.sent, [...all('takenDown'), ...all('stillUp')]);
    add('all taken down', total.takenDown, all('takenDown'));
    add('all still up', total.sent - total.takenDown, all('stillUp'));
  }
  return secrets.flatMap(({ name, cells }) =>
    smallCounts
      .filter((count) => !isPossible([...known, { cells, count }]))
      .map((count) => `${name}: not ${count}`),
  );
}

const cell = (...names: string[]): string => names.join('/');
/** These cells add up to the count, or to as much as those of `like`. */
type Equation = { cells: string[] } & ({ count: number } | { like: string[] });

function whatIsKnown(counted: CountedFigures, told: ToldFigures): Equation[] {
  if (told.total === null) return [];
  const equations: Equation[] = [];
  const cellsOf = (table: (typeof tables)[number], keys: string[], part: (typeof parts)[number]) =>
    keys.map((key) => cell(table, key, part));
  const bothOf = (table: (typeof tables)[number], keys: string[]) =>
    parts.flatMap((part) => cellsOf(table, keys, part));
  const months = counted.byMonth.map(({ key }) => key);
  for (const table of tables) {
    const keys = counted[table].map(({ key }) => key);
    const named = new Set<string | null>(told[table].map(({ key }) => key));
    for (const row of told[table]) {
      const own = row.key === null ? keys.filter((key) => !named.has(key)) : [row.key];
      equations.push({ cells: bothOf(table, own), count: row.sent });
      for (const part of parts) {
        const count = row[part];
        if (count !== null) equations.push({ cells: cellsOf(table, own, part), count });
      }
    }
    equations.push({ cells: bothOf(table, keys), count: told.total.sent });
    for (const part of parts)
      equations.push({ cells: cellsOf(table, keys, part), like: cellsOf('byMonth', months, part) });
  }
  for (const part of parts) {
    const count = told.total[part];
    const cells = cellsOf('byMonth', months, part);
    if (count !== null) equations.push({ cells, count });
    const takenDown = part === 'takenDown';
    const ofPart = counted.byAction.filter((action) => action.takenDown === takenDown);
    const rows = told.byAction.filter((action) => action.takenDown === takenDown);
    const named = new Set<string | null>(rows.map(({ key }) => key));
    equations.push({ cells: ofPart.map(({ key }) => cell('action', key)), like: cells });
    for (const { key, count: shown } of rows) {
      const own = ofPart.filter((action) => (key === null ? !named.has(action.key) : action.key === key));
      equations.push({ cells: own.map((action) => cell('action', action.key)), count: shown });
    }
  }
  return equations;
}

/** Whether there are whole numbers from nought for all cells with which every equation holds. */
function isPossible(equations: readonly Equation[]): boolean {
  const variables = new Map<string, Map<string, number>>();
  const constraints = new Map<string, Constraint>();
  for (const [index, equation] of equations.entries()) {
    const name = `equation ${index}`;
    const put = (cells: string[], factor: number) => {
      for (const one of cells) {
        const own = variables.get(one) ?? new Map<string, number>();
        own.set(name, (own.get(name) ?? 0) + factor);
        variables.set(one, own);
      }
    };
    put(equation.cells, 1);
    if ('like' in equation) put(equation.like, -1);
    constraints.set(name, equalTo('count' in equation ? equation.count : 0));
  }
  const { status } = solve({ constraints, variables, integers: true });
  if (status !== 'optimal' && status !== 'infeasible') throw new Error(`The solver says ${status}`);
  return status === 'optimal';
}
