import type { DueRecheck } from '@lapwing/contracts/recheck';
import { Button, EmptyState, fullTime, ProblemNotice, Skeleton, useLanguage } from '@lapwing/ui';
import { CircleCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askToReach } from '../../browser/permissions.ts';
import type { Pairing } from '../../pairing/pairing.ts';
import type { Look } from '../../recheck/look.ts';
import { openForRecheck } from '../../recheck/open-for-recheck.ts';
import { patternsOf, siteOf } from '../../safe-viewing/site.ts';
import { DueFacts } from './due-facts.tsx';
import { LookView } from './look-view.tsx';
import type { RecheckTab } from './use-recheck-tab.ts';
import type { RechecksState } from './use-rechecks.ts';
import { WaitingLooks } from './waiting-looks.tsx';

interface RecheckPartProps {
  pairing: Pairing;
  rechecks: RechecksState;
  looks: readonly Look[];
  tab: RecheckTab | null;
  onDone: (referralId: string) => void;
}

type Refused = { referralId: string; site: string | null };

/** What is to be looked at again: a list, and one at a time while its tab is open. */
export function RecheckPart({ pairing, rechecks, looks, tab, onDone }: RecheckPartProps) {
  const { t } = useTranslation(['recheck', 'common']);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [saved, setSaved] = useState(false);
  const { due, trouble, loading, more, reload } = rechecks;
  const current = due.find(({ referralId }) => referralId === tab?.referralId);

  const open = async (what: DueRecheck) => {
    const { url, referralId } = what;
    const site = siteOf(url);
    setSaved(false);
    // The browser only asks while it handles what was pressed: nothing may be waited for before this.
    const allowed = site !== null && (await askToReach(...patternsOf(site)).catch(() => false));
    setRefused(allowed ? null : { referralId, site });
    if (allowed) await openForRecheck({ url, site, referralId });
  };

  if (current !== undefined && tab !== null)
    return (
      <LookView
        key={current.referralId}
        due={current}
        tab={tab}
        pairing={pairing}
        isLast={due.length === 1}
        onOpen={() => void open(current)}
        onSaved={() => {
          setSaved(true);
          onDone(current.referralId);
        }}
      />
    );
  return (
    <section aria-labelledby="recheck-title" className="relative min-h-0 flex-1 overflow-y-auto">
      <h2 id="recheck-title" className="sr-only">
        {t('recheck:list')}
      </h2>
      <p role="status" className="sr-only">
        {saved ? t('recheck:saved') : ''}
      </p>
      <WaitingLooks looks={looks} />
      {trouble ? (
        <div className="p-3">
          <ProblemNotice
            trouble={trouble}
            actions={
              <Button size="sm" onClick={reload}>
                {t('common:actions.retry')}
              </Button>
            }
          />
        </div>
      ) : null}
      {due.length > 0 ? (
        <div className="flex flex-col gap-1 border-b border-line px-3 py-2.5 text-sm text-ink-muted">
          <p>{t('recheck:intro')}</p>
          <p>{t('recheck:askIntro')}</p>
        </div>
      ) : null}
      <DueList due={due} refused={refused} focusFirst={saved} onOpen={(what) => void open(what)} />
      {loading && due.length === 0 ? <Skeleton lines={4} /> : null}
      {!loading && !trouble && due.length === 0 ? (
        <Nothing nextDueAt={rechecks.nextDueAt} paired={pairing.token !== null} />
      ) : null}
      {more && !loading ? (
        <div className="p-3">
          <Button onClick={more}>{t('common:actions.more')}</Button>
        </div>
      ) : null}
    </section>
  );
}

function Nothing({ nextDueAt, paired }: { nextDueAt: string | null; paired: boolean }) {
  const { t } = useTranslation('recheck');
  const { language } = useLanguage();
  if (!paired) return <EmptyState title={t('offline')} />;
  return (
    <EmptyState
      icon={<CircleCheck size={20} aria-hidden="true" />}
      title={t('empty')}
      body={nextDueAt === null ? t('emptyBody') : t('nextAt', { date: fullTime(nextDueAt, language) })}
    />
  );
}

interface DueListProps {
  due: readonly DueRecheck[];
  refused: Refused | null;
  /** After one was saved the keyboard goes on with the next. */
  focusFirst: boolean;
  onOpen: (due: DueRecheck) => void;
}

function DueList({ due, refused, focusFirst, onOpen }: DueListProps) {
  const { t } = useTranslation('recheck');
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (focusFirst) list.current?.querySelector('button')?.focus();
  }, [focusFirst]);
  return (
    <ul ref={list} aria-label={t('list')}>
      {due.map((what, index) => (
        <li key={what.referralId} className="flex flex-col gap-1.5 border-b border-line px-3 py-2.5">
          <DueFacts due={what} />
          <div>
            <Button
              size="sm"
              variant={index === 0 ? 'primary' : 'secondary'}
              aria-describedby={`due-${what.referralId}`}
              onClick={() => onOpen(what)}
            >
              {t('open')}
            </Button>
          </div>
          {refused?.referralId === what.referralId ? (
            <p role="alert" className="text-sm font-medium text-warn">
              {refused.site === null ? t('noSite') : t('refused', { site: refused.site })}
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
