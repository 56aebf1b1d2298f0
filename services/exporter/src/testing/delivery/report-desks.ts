import { mastodonRights } from '@lapwing/contracts';
import { z } from 'zod';
import { inventReferral } from '../invented-envelope.ts';
import type { DeskKind } from './desk.ts';
import { type DeskRequest, expectedOverHttps, openHttpsDesk } from './https-desk.ts';

/** What lets reports in at these desks; nothing real. */
export const inventedToken = 'invented-token-of-a-report-desk';

/** Who signs in with it at the desk of Bluesky has to wait five minutes. */
export const tokenOverItsLimit = 'invented-token-over-its-limit';

/** No double can be told there: without a clear answer nobody tries again by herself. */
const expected: DeskKind['expected'] = {
  ...expectedOverHttps,
  NEVER_ANSWERS: 'UNCERTAIN',
  BREAKS_THE_CONNECTION: 'UNCERTAIN',
  GARBLES_THE_CONNECTION: 'UNCERTAIN',
  FAILS_ITSELF: 'UNCERTAIN',
  IS_OVERLOADED: 'UNCERTAIN',
  WAITED_TOO_LONG: 'UNCERTAIN',
};

/** What lets at a desk of Mastodon whoever has these rights there. */
export const mastodonToken = (rights: readonly string[]): string => [inventedToken, ...rights].join('+');

/** The id of the referral, which every report says. */
const idIn = (report: string): string => {
  const [id] = report.match(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/) ?? [];
  if (id === undefined) throw new Error('A report that says no id');
  return id;
};
const check = (condition: boolean, what: string): void => {
  if (!condition) throw new Error(`Wrong: ${what}`);
};
const isPost = ({ method, path, headers }: DeskRequest, at: string, mediaType: string): void => {
  check(method === 'POST' && path === at, `${method} ${path}`);
  check(headers['content-type'] === mediaType, `${headers['content-type']}`);
};

interface MastodonIds {
  account: string;
  post: string;
  pathOfPost: string;
  report(count: number): string;
}

const mastodonForm = ({ account, post }: MastodonIds) =>
  z.strictObject({
    account_id: z.literal(account),
    'status_ids[]': z.literal(post),
    comment: z.string().max(1_000),
    forward: z.enum(['true', 'false']),
    category: z.enum(['spam', 'legal', 'violation', 'other']),
  });

const mastodonDeskFor = (name: string, ids: MastodonIds): DeskKind => ({
  transport: 'MASTODON',
  name,
  carries: 'REPORT',
  connections: 2,
  open: () =>
    openHttpsDesk({
      host: 'mastodon.platform.example',
      target: (server) => ({ kind: 'MASTODON', server }),
      delivery: {
        secret: mastodonToken(mastodonRights),
        referrals: [
          inventReferral({
            platform: 'MASTODON',
            urlCanonical: `https://mastodon.platform.example/@lapwing/${ids.pathOfPost}`,
          }),
        ],
      },
      answer: ({ method, path, query, headers }) => {
        const [token, ...rights] = (headers.authorization ?? '').split('+');
        if (token !== `Bearer ${inventedToken}`)
          return { status: 401, json: { error: 'The access token is invalid' } };
        const asksWho = method === 'GET' && path === '/api/v1/accounts/lookup';
        if (!rights.includes(asksWho ? 'read:accounts' : 'write:reports'))
          return { status: 403, json: { error: 'This action is outside the authorized scopes' } };
        if (!asksWho) return null;
        // A server knows its own accounts with its name behind them too.
        return /^lapwing(@mastodon\.platform\.example)?$/.test(query.get('acct') ?? '') && query.size === 1
          ? { status: 200, json: { id: ids.account, username: 'lapwing', acct: 'lapwing' } }
          : { status: 404, json: { error: 'Record not found' } };
      },
      take: (request) => {
        isPost(request, '/api/v1/reports', 'application/x-www-form-urlencoded');
        const form = mastodonForm(ids).parse(Object.fromEntries(new URLSearchParams(request.body)));
        return { id: idIn(form.comment), files: [] };
      },
      thanks: (count) => ({
        status: 200,
        json: { id: ids.report(count), action_taken: false, category: 'other', forwarded: false },
      }),
    }),
  expected,
});

/** As docs.joinmastodon.org/methods/reports and …/accounts#lookup say. */
export const mastodonDesk = mastodonDeskFor('Mastodon', {
  account: '108366849347798387',
  post: '109000000000000001',
  pathOfPost: '109000000000000001',
  report: (count) => String(48_913 + count),
});

/** Another program with the same API. As its version 0.20 answers, every id is a ULID. */
export const goToSocialDesk = mastodonDeskFor('GoToSocial', {
  account: '01F8MH5NBDF2MV7CTC4Q5128HF',
  post: '01F8MHC8VWDRBQR0N1BATDDEM5',
  pathOfPost: 'statuses/01F8MHC8VWDRBQR0N1BATDDEM5',
  report: (count) => `01GPBN5YDY6JKBWE44H7YQBDC${count % 10}`,
});

/** The reasons of child safety on the list that a service publishes, without what all of them begin with. */
const blueskyReasons = ['CSAM', 'Groom', 'Privacy', 'Harassment', 'Other'] as const;
type BlueskyReason = (typeof blueskyReasons)[number];

const blueskyReport = (reasons: readonly BlueskyReason[]) =>
  z.strictObject({
    reasonType: z.templateLiteral(['tools.ozone.report.defs#reasonChildSafety', z.enum(reasons)]),
    reason: z
      .string()
      .refine((reason) => [...new Intl.Segmenter().segment(reason)].length <= 2_000)
      .refine((reason) => Buffer.byteLength(reason) <= 20_000),
    subject: z.strictObject({
      $type: z.literal('com.atproto.admin.defs#repoRef'),
      did: z.literal('did:plc:lapwing234567lapwing2345'),
    }),
  });
const xrpc = (name: string): string => `/xrpc/${name}`;

/**
 * As the lexicons of com.atproto (createSession, resolveHandle, createReport) and tools.ozone.report.defs say, for reports with
 * one of these reasons.
 */
export const blueskyDeskFor = (reasons: readonly BlueskyReason[]): DeskKind => ({
  transport: 'BLUESKY',
  name: 'Bluesky',
  carries: 'REPORT',
  connections: 3,
  open: () =>
    openHttpsDesk({
      host: 'pds.platform.example',
      target: (server) => ({
        kind: 'BLUESKY',
        server,
        account: 'plover.example',
        labeler: 'did:plc:moderation2345',
      }),
      delivery: {
        secret: inventedToken,
        referrals: [
          inventReferral({
            platform: 'BLUESKY',
            urlCanonical: 'https://bsky.app/profile/lapwing.example/post/3kabcdefghi2x',
          }),
        ],
      },
      answer: ({ method, path, query, headers, body }) => {
        if (path === xrpc('com.atproto.server.createSession')) {
          const said = z
            .strictObject({ identifier: z.string(), password: z.string() })
            .safeParse(JSON.parse(body));
          if (said.data?.password === tokenOverItsLimit)
            return {
              status: 429,
              json: { error: 'RateLimitExceeded' },
              headers: { 'ratelimit-reset': String(Math.floor(Date.now() / 1_000) + 300) },
            };
          return said.data?.identifier === 'plover.example' && said.data.password === inventedToken
            ? { status: 200, json: { accessJwt: 'a.jwt', did: 'did:plc:plover234' } }
            : { status: 401, json: { error: 'AuthenticationRequired' } };
        }
        if (headers.authorization !== 'Bearer a.jwt') return { status: 401, json: { error: 'AuthMissing' } };
        if (method !== 'GET' || path !== xrpc('com.atproto.identity.resolveHandle')) return null;
        return query.get('handle') === 'lapwing.example' && query.size === 1
          ? { status: 200, json: { did: 'did:plc:lapwing234567lapwing2345' } }
          : { status: 400, json: { error: 'InvalidRequest', message: 'Unable to resolve handle' } };
      },
      take: (request) => {
        isPost(request, xrpc('com.atproto.moderation.createReport'), 'application/json');
        check(request.headers['atproto-proxy'] === 'did:plc:moderation2345#atproto_labeler', 'proxy');
        return { id: idIn(blueskyReport(reasons).parse(JSON.parse(request.body)).reason), files: [] };
      },
      thanks: (count) => ({ status: 200, json: { id: count, reportedBy: 'did:plc:plover234' } }),
    }),
  expected,
});

export const blueskyDesk = blueskyDeskFor(blueskyReasons);

/**
 * Coop takes `csam` too, and with it shows a report of an item that names no creator to nobody; and an item with a longer id,
 * of whose review it then has no record.
 */
const coopReport = (ids: { item: string | RegExp; policy: string | RegExp }) =>
  z.strictObject({
    reporter: z.strictObject({
      kind: z.literal('user'),
      typeId: z.literal('type-of-reporters'),
      id: z.literal('plover'),
    }),
    reportedAt: z.iso.datetime(),
    reportedForReason: z.strictObject({
      policyId: like(ids.policy),
      reason: z.string(),
    }),
    reportedItem: z.strictObject({
      id: z.string().max(1_400).pipe(like(ids.item)),
      typeId: z.literal('type-of-posts'),
      data: z.strictObject({ link: z.url() }),
    }),
  });
const like = (expected: string | RegExp) =>
  typeof expected === 'string' ? z.literal(expected) : z.string().regex(expected);

/** As docs/api/report.md of roostorg/coop says, for items and policies with such ids. */
export const coopDeskFor = (ids: Parameters<typeof coopReport>[0]): DeskKind => ({
  transport: 'COOP',
  name: 'ROOST Coop',
  carries: 'REPORT',
  connections: 1,
  open: () =>
    openHttpsDesk({
      host: 'coop.platform.example',
      target: (server) => ({
        kind: 'COOP',
        server,
        reporterTypeId: 'type-of-reporters',
        reporterId: 'plover',
        itemTypeId: 'type-of-posts',
        urlField: 'link',
      }),
      delivery: { secret: inventedToken, referrals: [inventReferral({ policyArea: 'policy-7' })] },
      answer: ({ headers }) =>
        headers['x-api-key'] === inventedToken ? null : { status: 401, json: { errors: [] } },
      take: (request) => {
        isPost(request, '/api/v1/report', 'application/json');
        return {
          id: idIn(coopReport(ids).parse(JSON.parse(request.body)).reportedForReason.reason),
          files: [],
        };
      },
      thanks: (count) => ({ status: 201, json: { reportId: `report-${count}` } }),
    }),
  expected,
});

export const coopDesk = coopDeskFor({ item: '1001', policy: 'policy-7' });
