import type { CredentialView } from '@lapwing/contracts';
import { Badge, Button, Dialog, EmptyState, ProblemNotice, RelativeTime, useToast } from '@lapwing/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { MonitorSmartphone, Terminal } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { credentialsQuery, revokeCredential } from '../api/account.ts';
import { troubleOf } from '../api/request.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Section } from '../shell/page.tsx';
import { TokenDialog } from './token-dialog.tsx';

/** Everything that can act as the person outside of this page, and how to end it. */
export function Credentials() {
  const { t } = useTranslation('console');
  const query = useQuery(credentialsQuery);
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<CredentialView | null>(null);
  return (
    <Section
      title={t('settings.access')}
      aside={
        <Button size="sm" onClick={() => setMaking(true)}>
          {t('settings.newToken')}
        </Button>
      }
    >
      <p className="text-ink-muted">{t('settings.accessBody')}</p>
      <Loaded query={query}>
        {({ credentials }) =>
          credentials.length === 0 ? (
            <EmptyState title={t('settings.noneTitle')} body={t('settings.noneBody')} />
          ) : (
            <ul className="divide-y divide-line rounded-md border border-line">
              {credentials.map((credential) => (
                <Credential
                  key={credential.credentialId}
                  credential={credential}
                  onRevoke={() => setRevoking(credential)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      <TokenDialog open={making} onClose={() => setMaking(false)} />
      <RevokeDialog credential={revoking} onClose={() => setRevoking(null)} />
    </Section>
  );
}

function Credential({ credential, onRevoke }: { credential: CredentialView; onRevoke: () => void }) {
  const { t } = useTranslation('console');
  const extension = credential.kind === 'EXTENSION';
  const Icon = extension ? MonitorSmartphone : Terminal;
  return (
    <li className="flex flex-wrap items-center gap-3 px-4 py-2.5">
      <Icon size={17} aria-hidden="true" className="shrink-0 text-ink-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span className="wrap-anywhere">{credential.label}</span>
          <Badge>{t(extension ? 'settings.extension' : 'settings.token')}</Badge>
        </p>
        <p className="text-sm text-ink-muted">
          {t('settings.created')} <RelativeTime at={credential.createdAt} />
          {' · '}
          {credential.lastUsedAt ? (
            <>
              {t('settings.lastUsed')} <RelativeTime at={credential.lastUsedAt} />
            </>
          ) : (
            t('settings.never')
          )}
          {credential.expiresAt ? (
            <>
              {' · '}
              {t('settings.expires')} <RelativeTime at={credential.expiresAt} />
            </>
          ) : null}
        </p>
        <p className="font-mono text-xs text-ink-muted wrap-anywhere">{credential.scopes.join(' ')}</p>
      </div>
      <Button size="sm" aria-label={`${t('settings.revoke')} ${credential.label}`} onClick={onRevoke}>
        {t('settings.revoke')}
      </Button>
    </li>
  );
}

function RevokeDialog({ credential, onClose }: { credential: CredentialView | null; onClose: () => void }) {
  const { t } = useTranslation(['console', 'common']);
  const queries = useQueryClient();
  const toast = useToast();
  const revoke = useMutation({
    mutationFn: (credentialId: string) => revokeCredential(credentialId),
    onSuccess: async () => {
      onClose();
      toast.show({ title: t('console:settings.revoked') });
      await queries.invalidateQueries({ queryKey: credentialsQuery.queryKey });
    },
  });
  return (
    <Dialog
      open={credential !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('console:settings.revokeTitle', { label: credential?.label ?? '' })}
      description={t('console:settings.revokeBody')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
          <Button
            variant="danger"
            pending={revoke.isPending}
            onClick={() => credential && revoke.mutate(credential.credentialId)}
          >
            {t('console:settings.revoke')}
          </Button>
        </>
      }
    >
      {revoke.isError ? <ProblemNotice trouble={troubleOf(revoke.error)} /> : null}
    </Dialog>
  );
}
