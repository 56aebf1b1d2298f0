import { Button, EmptyState } from '@lapwing/ui';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

function Trouble() {
  const { t } = useTranslation(['extension', 'common']);
  return (
    <div role="alert">
      <EmptyState
        title={t('extension:trouble.title')}
        body={t('extension:trouble.body')}
        action={<Button onClick={() => location.reload()}>{t('common:actions.reload')}</Button>}
      />
    </div>
  );
}

/** Shows what to do when drawing fails, instead of an empty panel. */
export class TroubleBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Trouble /> : this.props.children;
  }
}
