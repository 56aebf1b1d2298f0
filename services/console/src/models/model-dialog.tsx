import { Button, Dialog, ProblemNotice, useToast } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { endShadow, MODELS_KEY, promoteModel, retireModel, rollBack, startShadow } from '../api/models.ts';
import { troubleOf } from '../api/request.ts';
import { Comparison } from './comparison.tsx';

/** What somebody wants to do with a version, and the champion that she saw then. */
export interface Change {
  what: 'START_SHADOW' | 'END_SHADOW' | 'PROMOTE' | 'COMPARE' | 'ROLL_BACK' | 'RETIRE';
  version: string;
  champion: string;
}

const changes: Record<Exclude<Change['what'], 'COMPARE'>, (change: Change) => Promise<unknown>> = {
  START_SHADOW: ({ version }) => startShadow(version),
  END_SHADOW: ({ version }) => endShadow(version),
  PROMOTE: ({ version, champion }) => promoteModel(version, champion),
  ROLL_BACK: ({ champion }) => rollBack(champion),
  RETIRE: ({ version }) => retireModel(version),
};
const titles = {
  START_SHADOW: 'dialog.startTitle',
  END_SHADOW: 'dialog.endTitle',
  PROMOTE: 'dialog.promoteTitle',
  COMPARE: 'dialog.compareTitle',
  ROLL_BACK: 'dialog.rollBackTitle',
  RETIRE: 'dialog.retireTitle',
} as const;
const bodies = {
  START_SHADOW: 'dialog.startBody',
  END_SHADOW: 'dialog.endBody',
  PROMOTE: 'dialog.promoteBody',
  COMPARE: undefined,
  ROLL_BACK: 'dialog.rollBackBody',
  RETIRE: 'dialog.retireBody',
} as const;
const buttons = {
  START_SHADOW: 'act.startShadow',
  END_SHADOW: 'act.endShadow',
  PROMOTE: 'act.promote',
  ROLL_BACK: 'act.rollBack',
  RETIRE: 'act.retire',
} as const;

/** Asks before a version changes its place; a promotion shows what the two did on the same decisions. */
export function ModelDialog({ change, onClose }: { change: Change | null; onClose: () => void }) {
  const { t } = useTranslation('models');
  const body = change ? bodies[change.what] : undefined;
  const compares = change?.what === 'PROMOTE' || change?.what === 'COMPARE';
  return (
    <Dialog
      open={change !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      width={compares ? 'lg' : 'sm'}
      title={change ? t(titles[change.what], { version: change.version }) : ''}
      description={body && change ? t(body, { champion: change.champion }) : undefined}
      footer={change ? <Confirm key={change.version} change={change} onClose={onClose} /> : null}
    >
      {change && compares ? <Comparison version={change.version} /> : null}
    </Dialog>
  );
}

function Confirm({ change, onClose }: { change: Change; onClose: () => void }) {
  const { t } = useTranslation(['models', 'common']);
  const queries = useQueryClient();
  const toast = useToast();
  const { what } = change;
  const act = useMutation({
    mutationFn: async () => {
      if (what !== 'COMPARE') await changes[what](change);
    },
    onSuccess: () => {
      onClose();
      toast.show({ title: t('models:dialog.done') });
      void queries.invalidateQueries({ queryKey: [MODELS_KEY] });
    },
  });
  if (what === 'COMPARE') return <Button onClick={onClose}>{t('common:actions.close')}</Button>;
  return (
    <>
      {act.isError ? (
        <div className="w-full">
          <ProblemNotice trouble={troubleOf(act.error)} />
        </div>
      ) : null}
      <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
      <Button
        variant={what === 'RETIRE' ? 'danger' : 'primary'}
        pending={act.isPending}
        onClick={() => act.mutate()}
      >
        {t(`models:${buttons[what]}`)}
      </Button>
    </>
  );
}
