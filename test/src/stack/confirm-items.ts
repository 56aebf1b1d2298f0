import { ClaimView, DecisionMade, ItemDetail } from '@lapwing/contracts';
import { askFor } from './api-client.ts';
import type { TokenHolder } from './token-holders.ts';

/** A reviewer claims the next items of the queue one by one and confirms each, over HTTP. */
export async function confirmItems(
  url: string,
  reviewer: TokenHolder,
  count: number,
): Promise<DecisionMade[]> {
  const made: DecisionMade[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const claim = await askFor(ClaimView, url, reviewer.token, 'POST', '/v1/claims', { body: {} });
    const item = await askFor(ItemDetail, url, reviewer.token, 'GET', `/v1/items/${claim.itemId}`);
    made.push(
      await askFor(DecisionMade, url, reviewer.token, 'POST', '/v1/decisions', {
        body: {
          claimId: claim.claimId,
          token: claim.token,
          itemVersion: item.version,
          verdict: 'CONFIRM',
          category: item.category,
          severity: item.severity,
          explanation: 'The post shows risk indicators that safety education names.',
        },
      }),
    );
  }
  return made;
}
