import { armedAlarms } from '../browser/alarms.ts';
import { registeredScripts } from '../browser/page-scripts.ts';
import { allStored } from '../browser/storage.ts';
import { openRow } from '../outbox/outbox-row.ts';
import type { Database, Opened, Storage } from '../storage/database.ts';
import { DATABASE_NAME } from '../storage/database.ts';
import { declarationOf, type Place, type StoredThing } from './stored-things.ts';

/** What a row of the outbox or a draft is, as far as words can say it without opening it. */
export type RowFact = 'SEALED' | 'RECEIPT' | 'OPEN' | 'UNKNOWN';

/** What the browser has of us under one name. */
export interface Finding {
  place: Place;
  name: string;
  /** Null: nobody declared it, so another version left it. */
  thing: StoredThing | null;
  content:
    | { kind: 'VALUE'; value: unknown }
    /** How many rows there are of each kind. */
    | { kind: 'ROWS'; facts: ReadonlyMap<RowFact, number> }
    | { kind: 'KEY'; readable: boolean }
    | { kind: 'NAME' };
}

/** Everything that the browser keeps for the extension now, in the order of {@link Place}. */
export async function findStored(storage: Storage): Promise<Finding[]> {
  const [local, session, databases, alarms, scripts] = await Promise.all([
    allStored('local'),
    allStored('session'),
    databaseFindings(storage),
    armedAlarms(),
    registeredScripts(),
  ]);
  const values = (place: Place, stored: object) =>
    Object.entries(stored).map(([name, value]) => finding(place, name, { kind: 'VALUE', value }));
  const names = (place: Place, found: readonly string[]) =>
    found.map((name) => finding(place, name, { kind: 'NAME' }));
  return [
    ...values('LOCAL', local),
    ...values('SESSION', session),
    ...values('PAGE', { ...localStorage, ...sessionStorage }),
    ...databases,
    ...names('ALARM', alarms),
    ...names('SCRIPT', scripts),
  ];
}

function finding(place: Place, name: string, content: Finding['content']): Finding {
  return { place, name, thing: declarationOf(place, name), content };
}

async function databaseFindings(storage: Storage): Promise<Finding[]> {
  const known = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
  const foreign = known
    .filter((name) => name !== DATABASE_NAME)
    .map((name) => finding('DATABASE', name, { kind: 'NAME' }));
  // Looking must not be what makes it.
  if (!known.includes(DATABASE_NAME)) return foreign;
  const opened = await storage();
  const stores = [...opened.database.objectStoreNames];
  const own = await Promise.all(
    stores.map(async (store) =>
      finding('DATABASE', `${DATABASE_NAME}/${store}`, await storeContent(opened, store)),
    ),
  );
  return [...own, ...foreign];
}

type StoreName = Database['objectStoreNames'][number];

async function storeContent({ database, sealer }: Opened, store: StoreName): Promise<Finding['content']> {
  if (store === 'keys') {
    const keys = await database.getAll('keys');
    return { kind: 'KEY', readable: keys.some(({ key }) => key.extractable) };
  }
  const rows: object[] = await database.getAll(store);
  const facts = new Map<RowFact, number>();
  for (const row of rows) {
    const fact = await factOf(row, async () => (await openRow(row, sealer)).kind === 'ENTRY');
    facts.set(fact, (facts.get(fact) ?? 0) + 1);
  }
  return { kind: 'ROWS', facts };
}

async function factOf(row: object, isReceipt: () => Promise<boolean>): Promise<RowFact> {
  if ('sealed' in row && row.sealed !== undefined) return 'SEALED';
  if ('plain' in row) return 'OPEN';
  return (await isReceipt()) ? 'RECEIPT' : 'UNKNOWN';
}
