import { Button } from '@lapwing/ui';
import { Smartphone } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pairing } from '../../pairing/pairing.ts';
import type { DraftState } from '../use-draft.ts';
import { PhoneDialog } from './phone-dialog.tsx';
import { useReceive } from './use-phone-link.ts';

export interface WaysLineProps {
  form: DraftState;
  pairing: Pairing;
  online: boolean;
}

/** Above the form: the ways to a flag that do not begin at the page in front. */
export function WaysLine({ form, pairing, online }: WaysLineProps) {
  const { t } = useTranslation('ways');
  const [open, setOpen] = useState(false);
  const receive = useReceive(pairing);
  const { refresh } = form;
  // What came after the dialog was closed, or as the browser ended, is fetched when the panel opens.
  useEffect(() => {
    if (online) void receive().then((found) => (found === null ? undefined : refresh()));
  }, [online, receive, refresh]);
  return (
    <div className="flex shrink-0 flex-wrap gap-x-1 border-b border-line bg-surface px-1.5 py-1">
      <Button
        variant="quiet"
        size="sm"
        disabled={!online || pairing.token === null}
        icon={<Smartphone size={15} aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        {t('panel.fromPhone')}
      </Button>
      <PhoneDialog form={form} pairing={pairing} open={open} onClose={() => setOpen(false)} />
    </div>
  );
}
