import type { ModelVersionView } from '@lapwing/contracts';
import { Badge, Button, fullTime, useLanguage } from '@lapwing/ui';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';
import { Section } from '../shell/page.tsx';
import { type Change, ModelDialog } from './model-dialog.tsx';
import { percent } from './percent.ts';
import { useLanguageName } from './use-language-name.ts';

/** Every version with its state, and what can be done with it. */
export function VersionList({ versions }: { versions: readonly ModelVersionView[] }) {
  const { t } = useTranslation('models');
  const [asking, setAsking] = useState<Change | null>(null);
  const champion = versions.find(({ state }) => state === 'CHAMPION')?.version ?? '';
  const busy = versions.some(({ state }) => state === 'CHALLENGER');
  return (
    <Section title={t('versions')} aside={<p className="text-sm text-ink-muted">{t('howToAdd')}</p>}>
      <ul aria-label={t('versions')} className="divide-y divide-line rounded-md border border-line">
        {versions.map((model) => (
          <VersionRow
            key={model.version}
            model={model}
            shadowFree={!busy}
            onAsk={(what) => setAsking({ what, version: model.version, champion })}
          />
        ))}
      </ul>
      <ModelDialog change={asking} onClose={() => setAsking(null)} />
    </Section>
  );
}

const tones = { CHAMPION: 'accent', CHALLENGER: 'accent', AVAILABLE: 'neutral', RETIRED: 'neutral' } as const;

interface VersionRowProps {
  model: ModelVersionView;
  /** Nothing scores in shadow now. */
  shadowFree: boolean;
  onAsk: (what: Change['what']) => void;
}

function VersionRow({ model, shadowFree, onAsk }: VersionRowProps) {
  const { t } = useTranslation(['models', 'console', 'taxonomy']);
  const nameOf = useLanguageName();
  const { language } = useLanguage();
  const { state, version, refused } = model;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-2">
          <span className={`font-mono font-medium ${state === 'RETIRED' ? 'text-ink-muted' : ''}`}>
            {version}
          </span>
          <Badge tone={tones[state]}>{t(`models:state.${state}`)}</Badge>
          <span className="text-sm text-ink-muted">
            {t('models:since', { when: fullTime(model.stateSince, language) })} ·{' '}
            {model.stateBy ?? t('console:item.machine')}
          </span>
        </p>
        <p className="text-sm text-ink-muted">
          {t('models:knows', {
            categories: model.labels.map((label) => t(`taxonomy:category.${label}.name`)).join(', '),
            languages: model.languages.map(nameOf).join(', '),
          })}
        </p>
        <p className="text-sm text-ink-muted">
          {model.riskThreshold === null
            ? t('models:thresholdStandard')
            : t('models:threshold', { percent: percent(model.riskThreshold) })}
        </p>
        {refused !== null && (state === 'CHAMPION' || state === 'CHALLENGER') ? (
          <div role="alert" className="mt-1.5 flex gap-2 rounded-md bg-warn-soft px-2.5 py-1.5 text-warn">
            <TriangleAlert size={15} aria-hidden="true" className="mt-0.5 shrink-0" />
            <p className="min-w-0 wrap-anywhere">
              {t(state === 'CHAMPION' ? 'models:refused' : 'models:refusedInShadow')}{' '}
              <span className="font-mono text-xs">{refused}</span>
            </p>
          </div>
        ) : null}
      </div>
      <Actions model={model} shadowFree={shadowFree} onAsk={onAsk} />
    </li>
  );
}

function Actions({ model, shadowFree, onAsk }: VersionRowProps) {
  const { t } = useTranslation('models');
  const manages = useMay()('model:manage');
  const { state, version, refused, rollBackTarget } = model;
  const offered: Change['what'][] = [];
  if (state === 'CHALLENGER')
    offered.push(...(manages ? (['PROMOTE', 'END_SHADOW'] as const) : (['COMPARE'] as const)));
  if (manages && rollBackTarget) offered.push('ROLL_BACK');
  if (manages && state === 'AVAILABLE') {
    if (shadowFree) offered.push('START_SHADOW');
    offered.push('RETIRE');
  }
  return (
    <div className="flex flex-wrap gap-1">
      {offered.map((what) => (
        <Button
          key={what}
          size="sm"
          variant={
            what === 'PROMOTE'
              ? 'primary'
              : what === 'RETIRE' || what === 'END_SHADOW'
                ? 'quiet'
                : 'secondary'
          }
          disabled={what === 'PROMOTE' && refused !== null}
          aria-label={`${t(`act.${words[what]}`)}: ${version}`}
          onClick={() => onAsk(what)}
        >
          {t(`act.${words[what]}`)}
        </Button>
      ))}
    </div>
  );
}

const words = {
  START_SHADOW: 'startShadow',
  END_SHADOW: 'endShadow',
  PROMOTE: 'promote',
  COMPARE: 'compare',
  ROLL_BACK: 'rollBack',
  RETIRE: 'retire',
} as const;
