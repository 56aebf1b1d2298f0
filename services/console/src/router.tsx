import {
  Category,
  FigureScope,
  FiguresQuery,
  ItemState,
  type Me,
  type Permission,
  Platform,
} from '@lapwing/contracts';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { JoinPage } from './account/join-page.tsx';
import { PairPage } from './account/pair-page.tsx';
import { SecondFactorPage } from './account/second-factor-page.tsx';
import { SettingsPage } from './account/settings-page.tsx';
import { SignInPage } from './account/sign-in-page.tsx';
import { AuditPage } from './admin/audit-page.tsx';
import { DeadLettersPage } from './admin/dead-letters-page.tsx';
import { PeoplePage } from './admin/people-page.tsx';
import { RecipientsPage } from './admin/recipients-page.tsx';
import { meQuery } from './api/account.ts';
import { slugOf } from './api/request.ts';
import { EvidenceListPage } from './evidence/evidence-list-page.tsx';
import { NewEvidencePage } from './evidence/new-evidence-page.tsx';
import { PackagePage } from './evidence/package-page.tsx';
import { ExtensionPage } from './extension/extension-page.tsx';
import { FiguresPage } from './figures/figures-page.tsx';
import { ModelsPage } from './models/models-page.tsx';
import { OutcomeFilePage } from './outcomes/outcome-file-page.tsx';
import { TrayPage } from './outcomes/tray-page.tsx';
import { WaitingPage } from './outcomes/waiting-page.tsx';
import { MyFlagsPage } from './pages/my-flags-page.tsx';
import { PhonePage } from './phone/phone-page.tsx';
import { QueuePage } from './queue/queue-page.tsx';
import { BatchPage } from './referrals/batch-page.tsx';
import { OutcomesPage } from './referrals/outcomes-page.tsx';
import { ReferralsPage } from './referrals/referrals-page.tsx';
import { WorksheetPage } from './referrals/worksheet-page.tsx';
import { Allowed } from './shell/allowed.tsx';
import { NotFound, RouteFailure } from './shell/failures.tsx';
import { placesFor } from './shell/navigation.ts';
import { Shell } from './shell/shell.tsx';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFound,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({ next: z.string().startsWith('/').optional().catch(undefined) }),
  component: () => <SignInPage next={signIn.useSearch().next} />,
});
const join = createRoute({ getParentRoute: () => root, path: '/join', component: JoinPage });
const phone = createRoute({ getParentRoute: () => root, path: '/phone', component: PhonePage });
const secondFactor = createRoute({
  getParentRoute: () => root,
  path: '/second-factor',
  beforeLoad: async ({ context }) => {
    const me = await context.queries.fetchQuery({ ...meQuery, staleTime: 0 }).catch(() => null);
    if (!me) throw redirect({ to: '/sign-in' });
    if (me.secondFactor) throw redirect({ to: '/' });
  },
  component: () => <SecondFactorPage />,
});

/** Who is signed in; or sends to where signing in goes on. */
async function requireMe(queries: QueryClient, href: string): Promise<{ me: Me }> {
  try {
    const me = await queries.ensureQueryData(meQuery);
    if (!me.secondFactor) throw redirect({ to: '/second-factor' });
    return { me };
  } catch (error) {
    const slug = slugOf(error);
    if (slug === 'second-factor-required') throw redirect({ to: '/second-factor' });
    if (slug === 'unauthenticated') throw redirect({ to: '/sign-in', search: { next: href } });
    throw error;
  }
}

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: ({ context, location }) => requireMe(context.queries, location.href),
  component: Shell,
  errorComponent: RouteFailure,
});

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ to: placesFor(context.me.permissions)[0]?.to ?? '/settings' });
  },
});

const filters = z.object({
  state: ItemState.optional().catch(undefined),
  platform: Platform.optional().catch(undefined),
  category: Category.optional().catch(undefined),
  unsure: z.literal(true).optional().catch(undefined),
});

const queue = createRoute({
  getParentRoute: () => shell,
  path: '/queue',
  validateSearch: filters,
  component: () => (
    <Allowed needs="item:read">
      <QueuePage scope="queue" filter={queue.useSearch()} />
    </Allowed>
  ),
});
const queueItem = createRoute({ getParentRoute: () => queue, path: '$itemId', component: () => null });
const mine = createRoute({
  getParentRoute: () => shell,
  path: '/mine',
  component: () => (
    <Allowed needs="claim:take">
      <QueuePage scope="mine" filter={{}} />
    </Allowed>
  ),
});
const mineItem = createRoute({ getParentRoute: () => mine, path: '$itemId', component: () => null });

const page = <Path extends string>(path: Path, needs: Permission, content: ReactNode) =>
  createRoute({
    getParentRoute: () => shell,
    path,
    component: () => <Allowed needs={needs}>{content}</Allowed>,
  });

const referrals = page('/referrals', 'batch:build', <ReferralsPage />);
const referralsOf = createRoute({
  getParentRoute: () => referrals,
  path: '$recipientId',
  component: () => null,
});
const batch = createRoute({
  getParentRoute: () => shell,
  path: '/batches/$batchId',
  component: () => (
    <Allowed needs="referral:read">
      <BatchPage batchId={batch.useParams().batchId} />
    </Allowed>
  ),
});
const worksheet = createRoute({
  getParentRoute: () => shell,
  path: '/batches/$batchId/worksheet',
  component: () => (
    <Allowed needs="batch:download">
      <WorksheetPage batchId={worksheet.useParams().batchId} />
    </Allowed>
  ),
});
const newEvidence = createRoute({
  getParentRoute: () => shell,
  path: '/evidence/new/$itemId',
  component: () => (
    <Allowed needs="evidence:request">
      <NewEvidencePage itemId={newEvidence.useParams().itemId} />
    </Allowed>
  ),
});
const evidencePackage = createRoute({
  getParentRoute: () => shell,
  path: '/evidence/$packageId',
  component: () => (
    <Allowed needs="evidence:request">
      <PackagePage packageId={evidencePackage.useParams().packageId} />
    </Allowed>
  ),
});
const figures = createRoute({
  getParentRoute: () => shell,
  path: '/figures',
  validateSearch: z.object({
    year: FiguresQuery.shape.year.optional().catch(undefined),
    scope: FigureScope.optional().catch(undefined),
  }),
  component: () => (
    <Allowed needs="figures:read">
      <FiguresPage {...figures.useSearch()} />
    </Allowed>
  ),
});
const recipients = page('/recipients', 'recipient:manage', <RecipientsPage />);
const recipient = createRoute({
  getParentRoute: () => recipients,
  path: '$recipientId',
  component: () => null,
});
const pair = createRoute({
  getParentRoute: () => root,
  path: '/pair',
  validateSearch: z.object({ user_code: z.union([z.string(), z.number()]).optional().catch(undefined) }),
  beforeLoad: ({ context, location }) => requireMe(context.queries, location.href),
  errorComponent: RouteFailure,
  component: () => <PairPage userCode={pair.useSearch().user_code?.toString()} />,
});

const tree = root.addChildren([
  signIn,
  join,
  phone,
  secondFactor,
  pair,
  shell.addChildren([
    home,
    queue.addChildren([queueItem]),
    mine.addChildren([mineItem]),
    page('/my-flags', 'flag:read-own', <MyFlagsPage />),
    referrals.addChildren([referralsOf]),
    batch,
    worksheet,
    page('/outcomes', 'referral:read', <OutcomesPage />),
    page('/outcomes/file', 'outcome:record', <OutcomeFilePage />),
    page('/outcomes/waiting', 'outcome:record', <WaitingPage />),
    page('/outcomes/tray', 'outcome:record', <TrayPage />),
    page('/evidence', 'evidence:request', <EvidenceListPage />),
    newEvidence,
    evidencePackage,
    figures,
    page('/people', 'person:manage', <PeoplePage />),
    recipients.addChildren([recipient]),
    page('/audit', 'audit:read', <AuditPage />),
    page('/models', 'model:read', <ModelsPage />),
    page('/extension', 'extension:manage', <ExtensionPage />),
    page('/dead-letters', 'dead-letter:manage', <DeadLettersPage />),
    page('/settings', 'self:read', <SettingsPage />),
  ]),
]);

/** The console's router over a cache of answers. */
export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: false,
    defaultErrorComponent: RouteFailure,
    defaultNotFoundComponent: NotFound,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
