import { type DueRecheck, type RecheckFinding, recheckFindings } from '@lapwing/contracts/recheck';
import { Button } from '@lapwing/ui';
import { ArrowLeft, ScanSearch } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tellBackground } from '../../browser/messages.ts';
import { ownerOf, type Pairing } from '../../pairing/pairing.ts';
import { newLook } from '../../recheck/look.ts';
import type { SendLooks } from '../../recheck/look-messages.ts';
import { addLook } from '../../recheck/look-store.ts';
import { type PageStanding, readTabStanding } from '../../recheck/page-standing.ts';
import { leaveRecheckTab } from '../../recheck/recheck-tabs.ts';
import { ChoiceList } from '../choice-list.tsx';
import { useSingleKeys } from '../use-single-keys.ts';
import { DueFacts } from './due-facts.tsx';
import { findingKey, READ_KEY, recheckAction } from './recheck-keys.ts';
import type { RecheckTab } from './use-recheck-tab.ts';

interface LookViewProps {
  due: DueRecheck;
  tab: RecheckTab;
  pairing: Pairing;
  isLast: boolean;
  onOpen: () => void;
  onSaved: () => void;
}

type Asked = 'NOTHING' | 'ASKING' | 'UNREADABLE' | PageStanding;

/** One look: the page beside it says what it can, the analyst says what she saw. */
export function LookView({ due, tab, pairing, isLast, onOpen, onSaved }: LookViewProps) {
  const { t } = useTranslation('recheck');
  const [singleKeys] = useSingleKeys();
  const [asked, setAsked] = useState<Asked>('NOTHING');
  const [finding, setFinding] = useState<RecheckFinding | null>(null);
  const [trouble, setTrouble] = useState<'choose' | 'notStored' | null>(null);
  const [saving, setSaving] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const { tabId, loaded } = tab;
  const choose = (seen: RecheckFinding) => {
    setFinding(seen);
    setTrouble(null);
  };

  const ask = async () => {
    if (!loaded || asked === 'ASKING') return;
    setAsked('ASKING');
    const standing = await readTabStanding(tabId, due.url);
    setAsked(standing ?? 'UNREADABLE');
    if (standing !== null) choose(standing.finding);
  };
  const save = async () => {
    if (saving) return;
    if (finding === null) return setTrouble('choose');
    setSaving(true);
    try {
      const made = { key: crypto.randomUUID(), now: Date.now() };
      await addLook(newLook(ownerOf(pairing), due.referralId, finding, made));
    } catch {
      setTrouble('notStored');
      return;
    } finally {
      setSaving(false);
    }
    onSaved();
    await leaveRecheckTab(tabId);
    void tellBackground({ kind: 'SEND_LOOKS' } satisfies SendLooks);
  };

  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (document.querySelector('[data-layer="modal"]')) return;
    const action = recheckAction(event, singleKeys);
    if (action === null) return;
    event.preventDefault();
    if (action.kind === 'READ') void ask();
    else if (action.kind === 'FINDING') choose(action.finding);
    else void save();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => pressed(event);
    addEventListener('keydown', listener);
    place.current?.focus({ preventScroll: true });
    return () => removeEventListener('keydown', listener);
  }, []);

  return (
    <div ref={place} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
      <div className="relative flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-3">
        <div>
          <Button
            size="sm"
            variant="quiet"
            icon={<ArrowLeft size={15} aria-hidden="true" className="rtl:rotate-180" />}
            onClick={() => void leaveRecheckTab(tabId)}
          >
            {t('back')}
          </Button>
        </div>
        <DueFacts due={due} />
        <div className="flex flex-wrap items-center gap-2">
          <Button
            icon={<ScanSearch size={15} aria-hidden="true" />}
            hotkey={singleKeys ? READ_KEY : undefined}
            disabled={!loaded}
            pending={asked === 'ASKING'}
            onClick={() => void ask()}
          >
            {t(asked === 'ASKING' ? 'reading' : 'read')}
          </Button>
          <Button
            variant="quiet"
            size="sm"
            onClick={() => {
              setAsked('NOTHING');
              onOpen();
            }}
          >
            {t('openAgain')}
          </Button>
        </div>
        <Proposal asked={asked} loaded={loaded} />
        <ChoiceList
          name="finding"
          legend={t('question')}
          hint={t('questionHint')}
          error={trouble === 'choose' ? t('choose') : undefined}
          value={finding}
          choices={recheckFindings.map((value) => ({
            value,
            label: t(`finding.${value}`),
            hotkey: singleKeys ? findingKey(value) : undefined,
            details: <p className="text-sm text-ink-muted">{t(`findingHint.${value}`)}</p>,
          }))}
          onChange={choose}
        />
      </div>
      <div className="flex shrink-0 flex-col gap-2 border-t border-line bg-surface px-3 py-2.5">
        {trouble === 'notStored' ? (
          <p role="alert" className="text-sm font-medium text-danger">
            {t('notStored')}
          </p>
        ) : null}
        <Button variant="primary" size="lg" pending={saving} hotkey="Ctrl ↵" onClick={() => void save()}>
          {t(saving ? 'saving' : isLast ? 'saveLast' : 'save')}
        </Button>
      </div>
    </div>
  );
}

/** What the page says, as a proposal with its reason. */
function Proposal({ asked, loaded }: { asked: Asked; loaded: boolean }) {
  const { t } = useTranslation('recheck');
  return (
    <div role="status" className="text-sm">
      {asked === 'NOTHING' ? <p className="text-ink-muted">{t(loaded ? 'loaded' : 'loading')}</p> : null}
      {asked === 'UNREADABLE' ? <p>{t('unreadable')}</p> : null}
      {typeof asked === 'object' ? (
        <p>
          <span className="font-medium">{t('proposed', { finding: t(`finding.${asked.finding}`) })}</span>{' '}
          <span className="text-ink-muted">{t(`reason.${asked.reason}`)}</span>
        </p>
      ) : null}
    </div>
  );
}
