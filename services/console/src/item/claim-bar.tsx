import type { ClaimView } from '@lapwing/contracts';
import { Button, Countdown, clockOffset, useToast } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';
import { handBackClaim, itemQuery, renewClaim, takeItem } from '../api/items.ts';
import { slugOf, troubleOf } from '../api/request.ts';
import { draftStore } from '../decision/draft.ts';
import { useKeys } from '../shell/use-keys.ts';
import { useShowTrouble } from '../shell/use-show-trouble.ts';
import type { LoadedItem } from './types.ts';

/** Who works on the item, and until when. */
export function ClaimBar({ item }: { item: LoadedItem }) {
  const { t } = useTranslation('console');
  const may = useMay();
  if (item.claim) return <OwnClaim item={item} claim={item.claim} />;
  const free = item.heldBy === null;
  const text = item.blocked
    ? t(`claim.blocked.${item.blocked}`)
    : free
      ? t('claim.free')
      : t('claim.heldBy', { name: item.heldBy });
  return (
    <Bar>
      <span className="min-w-0 flex-1 text-ink-muted">{text}</span>
      {free && !item.blocked && may('claim:take') ? <Take itemId={item.itemId} /> : null}
    </Bar>
  );
}

function Bar({ children }: { children: ReactNode }) {
  const { t } = useTranslation('console');
  return (
    <section
      aria-label={t('claim.bar')}
      className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5 md:px-6"
    >
      {children}
    </section>
  );
}

function Take({ itemId }: { itemId: string }) {
  const { t } = useTranslation('console');
  const queries = useQueryClient();
  const showTrouble = useShowTrouble();
  const take = useMutation({
    mutationFn: () => takeItem(itemId),
    onError: (error) => showTrouble(troubleOf(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['items'] }),
  });
  useKeys({ KeyT: () => take.mutate() }, !take.isPending);
  return (
    <Button size="sm" variant="primary" hotkey="T" pending={take.isPending} onClick={() => take.mutate()}>
      {t('claim.take')}
    </Button>
  );
}

function OwnClaim({ item, claim }: { item: LoadedItem; claim: ClaimView }) {
  const { t } = useTranslation('console');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const showTrouble = useShowTrouble();
  const refresh = () => queries.invalidateQueries({ queryKey: ['items'] });
  const renew = useMutation({
    mutationFn: () => renewClaim(claim),
    onSuccess: (next) => {
      queries.setQueryData(itemQuery(item.itemId).queryKey, { ...item, claim: next, receivedAt: Date.now() });
    },
    onError: (error) => {
      showTrouble(troubleOf(error));
      void refresh();
    },
  });
  const handBack = useMutation({
    mutationFn: () => handBackClaim(claim),
    onSuccess: async () => {
      draftStore.drop(item.itemId);
      toast.show({ id: 'handed-back', title: t('claim.handedBack') });
      await navigate({ to: '/queue', search: true });
    },
    onError: (error) => {
      const slug = slugOf(error);
      if (slug !== 'claim-lost' && slug !== 'claim-expired') showTrouble(troubleOf(error));
    },
    onSettled: refresh,
  });
  const busy = renew.isPending || handBack.isPending;
  useKeys({ KeyR: () => renew.mutate(), KeyH: () => handBack.mutate() }, !busy);
  return (
    <Bar>
      <span className="font-medium">{t('claim.mine')}</span>
      <Countdown
        startsAt={Date.parse(claim.claimedAt)}
        endsAt={Date.parse(claim.expiresAt)}
        offset={clockOffset(claim.serverTime, item.receivedAt)}
        onEnd={() => {
          toast.show({ id: 'claim-expired', title: t('claim.expired'), duration: 10_000 });
          void refresh();
        }}
      />
      <span className="flex-1" />
      <Button size="sm" hotkey="R" disabled={busy} pending={renew.isPending} onClick={() => renew.mutate()}>
        {t('claim.renew')}
      </Button>
      <Button
        size="sm"
        variant="quiet"
        hotkey="H"
        title={t('claim.skip')}
        disabled={busy}
        pending={handBack.isPending}
        onClick={() => handBack.mutate()}
      >
        {t('claim.handBack')}
      </Button>
    </Bar>
  );
}
