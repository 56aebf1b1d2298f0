import { createHash } from 'node:crypto';
import type { CoopTransport, Referral } from '@lapwing/contracts';
import { reportText } from '@lapwing/store/platform-report/report-text';
import { z } from 'zod';
import type { BatchTransport } from './batch-transport.ts';
import { fileReport, reportOf } from './report-api.ts';

/**
 * Most characters of an item's id. Coop makes the id of a review out of it, encoded twice; from about 1,460 on its database
 * cannot index that: it answers that it has the report, and has no record of the review.
 */
const MOST_OF_ID = 1_000;

const Report = z.object({ reportId: z.string().regex(/^[\w.:#/-]{1,200}$/) });

/**
 * Reports the content to a deployment of ROOST Coop (roostorg/coop, docs/api/report.md), as the reporter and the type of item
 * that its operators set up. The policy is the recipient's own name for the category, which is to be an id of its policies.
 *
 * `csam` is left out whatever the category. With it Coop makes a job about whoever made the content, without our words, and
 * where the item names nobody (ours names the address alone) it answers that it has the report and shows it to no one.
 */
export function coop(target: CoopTransport): BatchTransport {
  return {
    transport: 'COOP',
    handOver: async (delivery, context) => {
      const report = reportOf(delivery);
      if ('handOver' in report) return report.handOver;
      const { referral, token } = report;
      const { server, reporterTypeId, reporterId, itemTypeId, urlField } = target;
      return fileReport(
        context,
        {
          url: new URL('/api/v1/report', server),
          headers: {
            accept: 'application/json',
            'content-type': 'application/json',
            'user-agent': 'Lapwing',
            'x-api-key': token,
          },
          body: JSON.stringify({
            reporter: { kind: 'user', typeId: reporterTypeId, id: reporterId },
            reportedAt: delivery.createdAt.toISOString(),
            reportedForReason: {
              // Our own code stands there where no name of theirs was set, and is no id of a policy.
              ...(referral.policyArea === referral.categoryCode ? {} : { policyId: referral.policyArea }),
              reason: reportText('COOP', referral, delivery),
            },
            reportedItem: {
              id: itemIdOf(referral),
              typeId: itemTypeId,
              data: { [urlField]: referral.urlCanonical },
            },
          }),
        },
        (json) => Report.safeParse(json).data?.reportId ?? '',
      );
    },
  };
}

/** The same for every report of the same content, so that Coop puts them together; of a long address its SHA-256. */
function itemIdOf({ platformContentId, urlCanonical }: Referral): string {
  const id = platformContentId ?? urlCanonical;
  return id.length <= MOST_OF_ID ? id : createHash('sha256').update(id).digest('hex');
}
