import { Button } from '@lapwing/ui';
import { Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';

export interface SendBarProps {
  mode: 'SEND' | 'OFFLINE' | 'PAIR_AGAIN';
  saving: boolean;
  imminent: boolean;
  singleKeys: boolean;
  onImminent: () => void;
}

const words = {
  SEND: 'send.saveAndSend',
  OFFLINE: 'send.saveOffline',
  PAIR_AGAIN: 'send.savePairAgain',
} as const;

/** The button that says what will happen, and the one key to imminent danger. */
export function SendBar({ mode, saving, imminent, singleKeys, onImminent }: SendBarProps) {
  const { t } = useTranslation('extension');
  return (
    <div className="flex shrink-0 flex-col gap-2 border-t border-line bg-surface px-3 py-2.5">
      {imminent ? null : (
        <Button
          variant="quiet"
          size="sm"
          className="text-danger!"
          icon={<Phone size={15} aria-hidden="true" />}
          hotkey={singleKeys ? '0' : undefined}
          onClick={onImminent}
        >
          {t('imminent.open')}
        </Button>
      )}
      <Button type="submit" variant="primary" size="lg" pending={saving} hotkey="Ctrl ↵">
        {t(saving ? 'send.saving' : words[mode])}
      </Button>
    </div>
  );
}
