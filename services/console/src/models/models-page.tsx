import { EmptyState } from '@lapwing/ui';
import { useQuery } from '@tanstack/react-query';
import { BrainCircuit } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { modelsQuery, monitoringQuery } from '../api/models.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { Agreement } from './agreement.tsx';
import { Drift } from './drift.tsx';
import { Figures } from './figures.tsx';
import { VersionList } from './version-list.tsx';

/** Which model orders the queue, how well it does, and the ways to change it. Leads look; admins act. */
export function ModelsPage() {
  const { t } = useTranslation('models');
  const models = useQuery(modelsQuery);
  const monitoring = useQuery(monitoringQuery);
  return (
    <Page title={t('title')} body={t('body')} wide>
      <Loaded query={models}>
        {(versions) =>
          versions.length === 0 ? (
            <EmptyState
              icon={<BrainCircuit size={22} aria-hidden="true" />}
              title={t('emptyTitle')}
              body={t('emptyBody')}
            />
          ) : (
            <div className="flex flex-col gap-8">
              <VersionList versions={versions} />
              <Loaded query={monitoring}>
                {({ agreement, drift }) => (
                  <>
                    <Drift rows={drift} />
                    <Agreement weeks={agreement} />
                  </>
                )}
              </Loaded>
              <Figures versions={versions} />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}
