import { Dialog, KeyHint } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';

const keys = [
  ['move', ['J', 'K']],
  ['next', ['N']],
  ['take', ['T']],
  ['open', ['O']],
  ['marks', ['M']],
  ['renew', ['R']],
  ['handBack', ['H']],
  ['confirm', ['C']],
  ['dismiss', ['D']],
  ['escalate', ['E']],
  ['needInfo', ['I']],
  ['submit', ['Ctrl', 'Enter']],
  ['undo', ['Z']],
  ['palette', ['Ctrl', 'K']],
  ['help', ['?']],
] as const;

/** All keys, for those who look for them. */
export function KeyHelp({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation('console');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('keys.title')}>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-2">
        {keys.map(([name, caps]) => (
          <div key={name} className="contents">
            <dt>{t(`keys.${name}`)}</dt>
            <dd className="flex justify-end gap-1">
              <span className="sr-only">{caps.join(' ')}</span>
              {caps.map((cap) => (
                <KeyHint key={cap} keyName={cap} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
