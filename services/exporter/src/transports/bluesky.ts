import { createHash } from 'node:crypto';
import { type BlueskyTransport, type Category, identifyContentUrl, type Referral } from '@lapwing/contracts';
import { reportText } from '@lapwing/store/platform-report/report-text';
import { mayBeAccountOfAChild } from '@lapwing/store/referrals/account-of-a-child';
import { z } from 'zod';
import type { BatchTransport, HandOver, TransportContext } from './batch-transport.ts';
import { askApi, failure, fileReport, reportOf } from './report-api.ts';

/**
 * The lexicon's reasons (tools.ozone.report.defs) for our categories. Of child safety it has CSAM, Groom, Privacy, Harassment
 * and Other; a service refuses a reason that is not on the list that it publishes, so that nothing else may stand here.
 * CSAM stands for what NCMEC is told as such, live abuse and solicitation among it.
 */
const reasons: Readonly<Record<Category, string>> = {
  CSAM_SUSPECTED: 'reasonChildSafetyCSAM',
  CSAM_SYNTHETIC: 'reasonChildSafetyCSAM',
  CSAM_SOLICITATION: 'reasonChildSafetyCSAM',
  GROOMING: 'reasonChildSafetyGroom',
  SEXUAL_EXTORTION: 'reasonChildSafetyGroom',
  LIVE_STREAMED_CSEA: 'reasonChildSafetyCSAM',
  SEC_ADVERTISING: 'reasonChildSafetyOther',
  TRAFFICKING_RECRUITMENT: 'reasonChildSafetyOther',
  SEC_TRAVEL_TOURISM: 'reasonChildSafetyOther',
  CHILD_MARRIAGE: 'reasonChildSafetyOther',
  SELF_GENERATED: 'reasonChildSafetyOther',
  OTHER_SEC_RISK: 'reasonChildSafetyOther',
};

/** A child is never a suspect (rule 9): where the account may be a child's own, no reason says what its owner did. */
const reasonFor = (referral: Referral): string =>
  mayBeAccountOfAChild(referral) ? 'reasonChildSafetyOther' : reasons[referral.categoryCode];

const Session = z.object({ accessJwt: z.string().min(1) });
const Handle = z.object({ did: z.string().startsWith('did:') });
const Report = z.object({ id: z.number().int() });

/**
 * Reports the account to a moderation service of the AT Protocol, through the server of the organisation's account. The post
 * is named in the reason: a report on the record itself needs the hash of its content (`strongRef`), which only reading
 * the post gives, and no server of ours reads it.
 *
 * A session is kept and used again, since servers limit how often an account signs in; one that is refused, as it is once
 * it ran out, leaves nothing there, and the account signs in anew.
 */
export function bluesky(target: BlueskyTransport): BatchTransport {
  const { server, account } = target;
  return {
    transport: 'BLUESKY',
    handOver: async (delivery, context) => {
      const report = reportOf(delivery);
      if ('handOver' in report) return report.handOver;
      const { referral, token } = report;
      const identified = identifyContentUrl(referral.urlCanonical);
      const user = identified.ok ? identified.identity.ids.user : undefined;
      if (!identified.ok || identified.identity.platform !== 'BLUESKY' || user === undefined)
        return failure('NOT_ADDRESSABLE');
      const said = { user, referral, text: reportText('BLUESKY', referral, delivery) };

      const opener = createHash('sha256')
        .update(JSON.stringify([server, account, token]))
        .digest('hex');
      const kept = context.sessions.get(opener);
      if (kept !== undefined) {
        const outcome = await reportAs(kept, target, said, context);
        if (!mayHaveRunOut(outcome)) return outcome;
        context.sessions.delete(opener);
      }
      const session = await askApi(context, {
        url: new URL('/xrpc/com.atproto.server.createSession', server),
        headers: { ...plainHeaders, 'content-type': 'application/json' },
        body: JSON.stringify({ identifier: account, password: token }),
      });
      if ('handOver' in session) return session.handOver;
      const jwt = Session.safeParse(session.json).data?.accessJwt;
      if (jwt === undefined) return failure('REFUSED', session.status);
      context.sessions.set(opener, jwt);
      return reportAs(jwt, target, said, context);
    },
  };
}

const plainHeaders = { accept: 'application/json', 'user-agent': 'Lapwing' };

/** What a server answers to a session that ran out (`ExpiredToken`, `InvalidToken`), among other refusals. */
const mayHaveRunOut = (outcome: HandOver): boolean =>
  outcome.kind === 'FAILED' &&
  (outcome.error === 'REFUSED' || outcome.error === 'NOT_ADDRESSABLE') &&
  (outcome.status === 400 || outcome.status === 401);

async function reportAs(
  jwt: string,
  { server, labeler }: BlueskyTransport,
  { user, referral, text }: { user: string; referral: Referral; text: string },
  context: TransportContext,
): Promise<HandOver> {
  const headers = { ...plainHeaders, authorization: `Bearer ${jwt}` };
  let did = user;
  if (!did.startsWith('did:')) {
    const resolve = new URL('/xrpc/com.atproto.identity.resolveHandle', server);
    resolve.searchParams.set('handle', did);
    const found = await askApi(context, { method: 'GET', url: resolve, headers, body: null });
    if ('handOver' in found)
      return found.handOver.kind === 'FAILED' && found.handOver.status === 400
        ? failure('NOT_ADDRESSABLE', 400)
        : found.handOver;
    const handle = Handle.safeParse(found.json).data;
    if (handle === undefined) return failure('NOT_ADDRESSABLE', found.status);
    did = handle.did;
  }
  return fileReport(
    context,
    {
      url: new URL('/xrpc/com.atproto.moderation.createReport', server),
      headers: {
        ...headers,
        'content-type': 'application/json',
        'atproto-proxy': `${labeler}#atproto_labeler`,
      },
      body: JSON.stringify({
        reasonType: `tools.ozone.report.defs#${reasonFor(referral)}`,
        reason: text,
        subject: { $type: 'com.atproto.admin.defs#repoRef', did },
      }),
    },
    (json) => String(Report.safeParse(json).data?.id ?? ''),
  );
}
