import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { adapterReportsQuery, extensionPolicyQuery } from '../api/extension.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { PolicyForm } from './policy-form.tsx';

/** What holds for the extension of every analyst, and how its readers do. */
export function ExtensionPage() {
  const { t } = useTranslation('extension-admin');
  const policy = useQuery(extensionPolicyQuery);
  const reports = useQuery(adapterReportsQuery);
  return (
    <Page title={t('title')} body={t('body')}>
      <Loaded query={policy}>
        {(current) => <PolicyForm policy={current} reports={reports.data ?? null} />}
      </Loaded>
    </Page>
  );
}
