import { createHash } from 'node:crypto';
import { DecisionInput, FlagInput, type Role } from '@lapwing/contracts';
import { claimItem } from '@lapwing/store/claims/claim-item';
import { decide } from '@lapwing/store/decisions/decide';
import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { getItem } from '@lapwing/store/items/get-item';
import { invitePerson } from '@lapwing/store/people/invite-person';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { Refusal } from '@lapwing/store/refusal';
import type { Actor, Store } from '@lapwing/store/store';
import { type DemoPost, demoPosts } from './demo-posts.ts';

/** An invented person, and the one-time link with which whoever tries Lapwing out can sign in as her. */
export interface DemoPerson {
  name: string;
  roles: Role[];
  link: string;
}

const cast: readonly { key: string; name: string; roles: Role[] }[] = [
  { key: 'analyst', name: 'Demo Analyst', roles: ['analyst'] },
  { key: 'analyst-two', name: 'Demo Analyst Two', roles: ['analyst'] },
  { key: 'analyst-three', name: 'Demo Analyst Three', roles: ['analyst'] },
  { key: 'reviewer', name: 'Demo Reviewer', roles: ['reviewer'] },
  { key: 'reviewer-two', name: 'Demo Reviewer Two', roles: ['reviewer'] },
  { key: 'lead', name: 'Demo Lead', roles: ['lead'] },
  { key: 'referrer', name: 'Demo Referrer', roles: ['referrer'] },
  { key: 'auditor', name: 'Demo Auditor', roles: ['auditor'] },
  { key: 'admin', name: 'Demo Admin', roles: ['admin'] },
];

/** Posts that two demo reviewers have confirmed already, so that there is something to refer. */
const confirmedPosts = [0, 2, 3, 5];
const LEASE_MS = 60_000;

/**
 * Fills an empty workspace with invented people, flags and decisions, through the same verbs as real work. Refused
 * (`conflict`) where there are flags already: evidence cannot be taken out again.
 */
export async function fillWorkspace(store: Store, publicUrl: string): Promise<DemoPerson[]> {
  const { rows } = await store.pool.query('select from flags limit 1');
  if (rows.length > 0) {
    throw new Refusal('conflict', 'This workspace has flags already; demo data belongs into an empty one');
  }
  await ensureReadyMadeRecipients(store);
  const people = new Map<string, DemoPerson & { actor: Actor }>();
  for (const { key, name, roles } of cast) {
    const { person, link } = await invitePerson(
      store,
      null,
      { name, email: `${key}@demo.lapwing.example`, roles },
      publicUrl,
    );
    people.set(key, { name, roles, link, actor: { personId: person.personId, requestId: 'demo' } });
  }
  const actor = (key: string): Actor => {
    const found = people.get(key);
    if (!found) throw new Error(`There is no demo person ${key}`);
    return found.actor;
  };
  const analysts = ['analyst', 'analyst-two', 'analyst-three'].map(actor);
  const itemIds: string[] = [];
  for (const [index, post] of demoPosts.entries()) {
    for (const analyst of analysts.slice(0, post.flaggers))
      itemIds[index] = await flagPost(store, analyst, post, index);
  }
  for (const index of confirmedPosts) {
    const [itemId, post] = [itemIds[index], demoPosts[index]];
    if (!itemId || !post) continue;
    await confirm(store, actor('reviewer'), itemId, post);
    if (post.severity >= 3) await confirm(store, actor('reviewer-two'), itemId, post);
  }
  return [...people.values()].map(({ name, roles, link }) => ({ name, roles, link }));
}

async function flagPost(store: Store, analyst: Actor, post: DemoPost, index: number): Promise<string> {
  const { flaggers: _flaggers, ...fields } = post;
  const input = FlagInput.parse({
    ...fields,
    observedAt: new Date(Date.now() - (index + 1) * 7 * 60_000).toISOString(),
    client: 'demo',
  });
  const idempotencyKey = createHash('sha256').update(`demo ${index} ${analyst.personId}`).digest('base64url');
  return (await acceptFlag(store, analyst, input, { idempotencyKey })).itemId;
}

async function confirm(store: Store, reviewer: Actor, itemId: string, post: DemoPost): Promise<void> {
  const terms = { leaseMs: LEASE_MS, canAdjudicate: false };
  const claim = await claimItem(store, reviewer, itemId, terms);
  const item = await getItem(store, { ...reviewer, roles: ['reviewer'] }, itemId);
  const input = DecisionInput.parse({
    claimId: claim.claimId,
    token: claim.token,
    itemVersion: item.version,
    verdict: 'CONFIRM',
    category: post.category,
    severity: post.severity,
    explanation: 'Invented example: the post shows risk indicators that safety education names.',
  });
  await decide(store, reviewer, input, terms);
}
