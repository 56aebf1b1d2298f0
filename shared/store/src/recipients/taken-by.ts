import { platformsOfManyHosts, type RecipientConfiguration } from '@lapwing/contracts';
import { and, inArray, notInArray, or, type SQL, sql } from 'drizzle-orm';
import { items } from '../schema/index.ts';

/** `takesContent` as a condition on `items`: the same answer for every item. */
export function takenBy({
  platforms,
  hosts,
}: Pick<RecipientConfiguration, 'platforms' | 'hosts'>): SQL | undefined {
  const platform = inArray(items.platform, platforms);
  if (hosts.length === 0) return platform;
  const host = sql`substring(${items.canonicalUrl} from '^[a-z]+://(?:[^/?#]*@)?([^/?#:]+)')`;
  const below = sql`exists (
    select from unnest(${sql.param(hosts)}::text[]) as site
    where ${host} = site or right(${host}, length(site) + 1) = '.' || site
  )`;
  return and(platform, or(notInArray(items.platform, [...platformsOfManyHosts]), below));
}
