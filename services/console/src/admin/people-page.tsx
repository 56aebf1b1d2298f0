import type { InvitationMade, PersonView } from '@lapwing/contracts';
import { Badge, Button, Dialog, EmptyState, RelativeTime } from '@lapwing/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/account.ts';
import { inviteAgain, peopleQuery } from '../api/administration.ts';
import { troubleOf } from '../api/request.ts';
import { Loaded } from '../shell/loaded.tsx';
import { OneTimeSecret } from '../shell/one-time-secret.tsx';
import { Page } from '../shell/page.tsx';
import { useShowTrouble } from '../shell/use-show-trouble.ts';
import { CallOrderSection } from './call-order-section.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { ActiveDialog, RolesDialog } from './person-dialogs.tsx';

type Asking = { what: 'ROLES' | 'ACTIVE'; person: PersonView };

export function PeoplePage() {
  const { t } = useTranslation('console');
  const query = useQuery(peopleQuery);
  const showTrouble = useShowTrouble();
  const [inviting, setInviting] = useState(false);
  const [made, setMade] = useState<InvitationMade | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const again = useMutation({
    mutationFn: inviteAgain,
    onSuccess: setMade,
    onError: (error) => showTrouble(troubleOf(error)),
  });
  return (
    <Page
      title={t('people.title')}
      wide
      actions={
        <Button
          variant="primary"
          icon={<UserPlus size={15} aria-hidden="true" />}
          onClick={() => setInviting(true)}
        >
          {t('people.invite')}
        </Button>
      }
    >
      <Loaded query={query}>
        {(people) =>
          people.length === 0 ? (
            <EmptyState title={t('people.emptyTitle')} body={t('people.emptyBody')} />
          ) : (
            <ul aria-label={t('people.title')} className="divide-y divide-line rounded-md border border-line">
              {people.map((person) => (
                <PersonRow
                  key={person.personId}
                  person={person}
                  onRoles={() => setAsking({ what: 'ROLES', person })}
                  onActive={() => setAsking({ what: 'ACTIVE', person })}
                  onAgain={() => again.mutate(person.personId)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {query.data ? <CallOrderSection people={query.data} /> : null}
      <InviteDialog
        open={inviting}
        onClose={() => setInviting(false)}
        onMade={(invitation) => {
          setInviting(false);
          setMade(invitation);
        }}
      />
      <RolesDialog person={asking?.what === 'ROLES' ? asking.person : null} onClose={() => setAsking(null)} />
      <ActiveDialog
        person={asking?.what === 'ACTIVE' ? asking.person : null}
        onClose={() => setAsking(null)}
      />
      <LinkDialog made={made} onClose={() => setMade(null)} />
    </Page>
  );
}

interface PersonRowProps {
  person: PersonView;
  onRoles: () => void;
  onActive: () => void;
  onAgain: () => void;
}

function PersonRow({ person, onRoles, onActive, onAgain }: PersonRowProps) {
  const { t } = useTranslation(['console', 'taxonomy']);
  const me = useMe();
  const self = me.personId === person.personId;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5 lg:grid lg:grid-cols-[1fr_15rem_19rem]">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-2">
          <span className={`font-medium ${person.active ? '' : 'text-ink-muted line-through'}`}>
            {person.name}
          </span>
          {self ? <Badge tone="accent">{t('console:people.you')}</Badge> : null}
          {person.active ? null : <Badge>{t('console:people.inactive')}</Badge>}
          {person.joined ? null : <Badge>{t('console:people.notJoined')}</Badge>}
          {person.joined && !person.secondFactor ? <Badge>{t('console:people.noFactor')}</Badge> : null}
        </p>
        <p className="text-sm text-ink-muted wrap-anywhere">
          {person.email} · {t('console:people.pseudonym')} {person.pseudonym}
        </p>
      </div>
      <ul aria-label={t('console:people.roles')} className="flex flex-wrap gap-1">
        {person.roles.map((role) => (
          <li key={role}>
            <Badge>{t(`taxonomy:role.${role}.name`)}</Badge>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-1 lg:justify-end">
        {!person.joined && person.active ? (
          <Button size="sm" onClick={onAgain}>
            {t('console:people.again')}
          </Button>
        ) : null}
        <Button size="sm" variant="quiet" onClick={onRoles}>
          {t('console:people.change')}
        </Button>
        {self ? null : (
          <Button size="sm" variant="quiet" onClick={onActive}>
            {t(person.active ? 'console:people.deactivate' : 'console:people.activate')}
          </Button>
        )}
      </div>
    </li>
  );
}

function LinkDialog({ made, onClose }: { made: InvitationMade | null; onClose: () => void }) {
  const { t } = useTranslation(['console', 'common']);
  return (
    <Dialog
      open={made !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      width="md"
      title={t('console:people.linkTitle', { name: made?.person.name ?? '' })}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('common:actions.close')}
        </Button>
      }
    >
      {made ? (
        <div className="flex flex-col gap-2">
          <OneTimeSecret
            label={t('console:people.linkLabel')}
            hint={t('console:people.linkBody')}
            value={made.link}
          />
          <p className="text-sm text-ink-muted">
            {t('console:people.expires')} <RelativeTime at={made.expiresAt} />
          </p>
        </div>
      ) : null}
    </Dialog>
  );
}
