import { identifyContentUrl, type MastodonTransport, type Referral } from '@lapwing/contracts';
import { reportText } from '@lapwing/store/platform-report/report-text';
import { z } from 'zod';
import type { BatchTransport } from './batch-transport.ts';
import { askApi, failure, fileReport, reportOf } from './report-api.ts';

/** "Cast from an integer, but not guaranteed to be a number": GoToSocial has ULIDs. */
const Id = z.string().regex(/^[\w-]{1,64}$/);
const Account = z.object({ id: Id });
const Report = z.object({ id: Id });

/**
 * Reports the account to the moderators of a Mastodon server, with the post where it is one of that very server: ids of
 * posts are each server's own. The server says which id of its own the account has, from its own records
 * (`accounts/lookup`, which asks no other server); the post itself is never asked for.
 */
export function mastodon({ server }: MastodonTransport): BatchTransport {
  return {
    transport: 'MASTODON',
    handOver: async (delivery, context) => {
      const report = reportOf(delivery);
      if ('handOver' in report) return report.handOver;
      const { referral, token } = report;
      const subject = subjectOf(referral, server);
      if (subject === null) return failure('NOT_ADDRESSABLE');
      const headers = {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        'user-agent': 'Lapwing',
      };

      const lookup = new URL('/api/v1/accounts/lookup', server);
      lookup.searchParams.set('acct', subject.account);
      const found = await askApi(context, { method: 'GET', url: lookup, headers, body: null });
      if ('handOver' in found)
        return found.handOver.kind === 'FAILED' && found.handOver.status === 404
          ? failure('NOT_ADDRESSABLE', 404)
          : found.handOver;
      const account = Account.safeParse(found.json).data;
      if (account === undefined) return failure('NOT_ADDRESSABLE', found.status);

      const form = new URLSearchParams({
        account_id: account.id,
        comment: reportText('MASTODON', referral, delivery),
        // Sent to nobody else: whoever the account belongs to gets a referral of its own.
        forward: 'false',
        category: 'other',
      });
      if (subject.post !== null) form.append('status_ids[]', subject.post);
      return fileReport(
        context,
        {
          url: new URL('/api/v1/reports', server),
          headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
          body: form.toString(),
        },
        (json) => Report.safeParse(json).data?.id ?? '',
      );
    },
  };
}

/** Account and post as this server knows them; null where the address names no account of Mastodon, or not its own host's. */
function subjectOf(
  { urlCanonical }: Pick<Referral, 'urlCanonical'>,
  server: string,
): { account: string; post: string | null } | null {
  const identified = identifyContentUrl(urlCanonical);
  if (!identified.ok || identified.identity.platform !== 'MASTODON') return null;
  const { host, user, post } = identified.identity.ids;
  if (host === undefined || user === undefined) return null;
  const here = host === new URL(server).hostname;
  if (here) return { account: user, post: post ?? null };
  // "@user@third" on another server: whoever runs that host would choose whose account is reported.
  return user.includes('@') ? null : { account: `${user}@${host}`, post: null };
}
