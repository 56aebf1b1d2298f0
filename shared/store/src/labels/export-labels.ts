import { createHash } from 'node:crypto';
import type { Category } from '@lapwing/contracts';
import { sql } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { loadScoringInput } from '../scores/load-scoring-input.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { createKeyGroups, type GroupFacts, groupKeys, type KeyGroups } from './group-keys.ts';

/** One reviewed decision, in the shape that training reads. */
export interface LabelledExample {
  text: string;
  lang: string;
  /** Confirmed categories; empty where the item was dismissed. */
  labels: Category[];
  source: string;
  group: string;
}

/** Settings of an export. */
export interface LabelExport {
  /** Secret bytes that hide accounts in the names of groups. */
  groupKey: Buffer;
  retention: { dismissedDays: number; actionedDays: number };
  now?: Date;
}

/** What was exported, and what was left out and why. Counts are items. */
export interface ExportedLabels {
  count: number;
  confirmed: number;
  groups: number;
  /** SHA-256 of all lines together, hexadecimal. */
  sha256: string;
  leftOut: {
    /** Older than retention allows. */
    retention: number;
    /** Imminent danger was named, or law enforcement was told: as good as under a hold. */
    hold: number;
    /** Nobody saw a text. */
    noText: number;
  };
}

const SOURCE = 'reviewed decisions';
const BATCH = 200;
const NO_ITEM = '00000000-0000-0000-0000-000000000000';

type Concluded = {
  id: string;
  platform: string;
  url: string;
  language: string | null;
  confirmed: boolean;
  category: Category | null;
  secondary: Category[];
  kept: boolean;
  held: boolean;
};

/**
 * Gives out what reviewers concluded, line by line, as training reads it: the text that the classifier reads, the
 * categories of the round's last word (the second reviewer's, or the lead's), none for a dismissal. Open items, and
 * those that wait, are no conclusions.
 *
 * A disclosure: count and hash are put on record in the same transaction, and the lines count only once this has
 * resolved; the caller throws away what it wrote when this rejects. Items are read twice and texts never held: groups
 * are known only when every item has been seen.
 *
 * @param write takes one line with its line break; reading waits for it
 */
export function exportLabels(
  store: Pick<Store, 'db' | 'sealer'>,
  actor: Actor,
  settings: LabelExport,
  write: (line: string) => Promise<void>,
): Promise<ExportedLabels> {
  return store.db.transaction(
    async (transaction) => {
      const source = { db: transaction, sealer: store.sealer };
      const leftOut = { retention: 0, hold: 0, noText: 0 };
      const groups = createKeyGroups();
      for await (const batch of concludedItems(transaction, settings)) {
        const usable = batch.filter(({ kept, held }) => kept && !held);
        leftOut.retention += batch.filter(({ kept }) => !kept).length;
        leftOut.hold += batch.filter(({ kept, held }) => kept && held).length;
        for (const { keys, text } of await withKeys(source, usable, settings.groupKey)) {
          if (text === '') leftOut.noText += 1;
          else groups.join(keys);
        }
      }
      const written = await writeLines(source, settings, groups, write);
      const exported = { ...written, leftOut };
      await writeAudit(transaction, {
        verb: 'DISCLOSED_LABELS',
        actor,
        subjectKind: 'labels',
        subjectId: exported.sha256,
        details: { ...exported, retention: settings.retention },
      });
      return exported;
    },
    { isolationLevel: 'repeatable read' },
  );
}

async function writeLines(
  source: Source,
  settings: LabelExport,
  groups: KeyGroups,
  write: (line: string) => Promise<void>,
): Promise<Omit<ExportedLabels, 'leftOut'>> {
  const hash = createHash('sha256');
  const names = new Set<string>();
  let count = 0;
  let confirmed = 0;
  for await (const batch of concludedItems(source.db, settings)) {
    const usable = batch.filter(({ kept, held }) => kept && !held);
    for (const { item, keys, text } of await withKeys(source, usable, settings.groupKey)) {
      if (text === '') continue;
      const labels = item.confirmed && item.category ? [...new Set([item.category, ...item.secondary])] : [];
      const group = groups.nameOf(keys[0] ?? '');
      const example: LabelledExample = { text, lang: langOf(item.language), labels, source: SOURCE, group };
      const line = `${JSON.stringify(example)}\n`;
      hash.update(line);
      await write(line);
      names.add(group);
      count += 1;
      confirmed += item.confirmed ? 1 : 0;
    }
  }
  return { count, confirmed, groups: names.size, sha256: hash.digest('hex') };
}

type Source = Pick<Store, 'sealer'> & { db: Transaction };

/** Concluded items in the order of their ids, batch by batch. */
async function* concludedItems(db: Transaction, settings: LabelExport): AsyncGenerator<Concluded[]> {
  const { dismissedDays, actionedDays } = settings.retention;
  const now = (settings.now ?? new Date()).toISOString();
  let after = NO_ITEM;
  for (;;) {
    const { rows } = await db.execute<Concluded>(sql`
      select i.id, i.platform, i.canonical_url as url, i.language, i.state = 'CONFIRMED' as confirmed,
        d.category, to_jsonb(d.secondary_categories) as secondary,
        d.decided_at > ${now}::timestamptz
          - case i.state when 'CONFIRMED' then ${actionedDays}::int else ${dismissedDays}::int end * interval '1 day' as kept,
        cardinality(i.imminent_bases) > 0
          or exists (select from law_enforcement_notices n where n.item_id = i.id) as held
      from items i join lateral (
        select d.category, d.secondary_categories, d.decided_at from decisions d
        where d.item_id = i.id and d.review_round = i.review_round and d.to_state = i.state
        order by d.decided_at desc limit 1
      ) d on true
      where i.state in ('CONFIRMED', 'DISMISSED') and i.id > ${after}::uuid
      order by i.id limit ${BATCH}`);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.id;
  }
}

/** The text of each item as the classifier reads it, and the keys of what it belongs to. */
async function withKeys(
  { db, sealer }: Source,
  items: readonly Concluded[],
  key: Buffer,
): Promise<{ item: Concluded; text: string; keys: string[] }[]> {
  if (items.length === 0) return [];
  const ids = items.map(({ id }) => id);
  const inputs = new Map((await loadScoringInput({ db, sealer }, ids)).map((input) => [input.itemId, input]));
  const { rows } = await db.execute<{ id: string } & Pick<GroupFacts, 'accounts' | 'parents' | 'groups'>>(sql`
    select item_id as id,
      jsonb_agg(distinct jsonb_build_object('id', author_id, 'handle', author_handle)) as accounts,
      coalesce(jsonb_agg(distinct parent_id) filter (where parent_id is not null), '[]') as parents,
      coalesce(jsonb_agg(distinct group_id) filter (where group_id is not null), '[]') as groups
    from flags where item_id in ${ids} group by item_id`);
  const facts = new Map(rows.map((row) => [row.id, row]));
  return items.map((item) => {
    const text = inputs.get(item.id)?.text.trim() === '' ? '' : (inputs.get(item.id)?.text ?? '');
    const { accounts = [], parents = [], groups = [] } = facts.get(item.id) ?? {};
    const host = URL.parse(item.url)?.host ?? '';
    const keys = groupKeys(
      { itemId: item.id, platform: item.platform, host, text, accounts, parents, groups },
      key,
    );
    return { item, text, keys };
  });
}

/** A tag that training takes: its primary language in small letters; `und` where it is not known. */
function langOf(language: string | null): string {
  const [primary = 'und', ...rest] = (language ?? 'und').split('-');
  return [primary.toLowerCase(), ...rest.filter((part) => part.length > 1)].join('-');
}
