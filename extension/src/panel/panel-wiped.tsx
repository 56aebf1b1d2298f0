import { Button, EmptyState } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';

/** In the place of a panel that had to go because everything is being wiped. Writes nothing until it is pressed. */
export function PanelWiped() {
  const { t } = useTranslation('privacy');
  return (
    <main>
      <h1 className="sr-only">{t('wiped.panel')}</h1>
      <EmptyState
        title={t('wiped.panel')}
        body={t('wiped.panelBody')}
        action={<Button onClick={() => location.replace(location.pathname)}>{t('wiped.again')}</Button>}
      />
    </main>
  );
}
