import { Badge, Button, Dialog } from '@lapwing/ui';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tellBackground } from '../browser/messages.ts';
import { isPending, isReceipt, isSameOwner, type OutboxEntry } from '../outbox/outbox-entry.ts';
import type { DrainRequest } from '../outbox/outbox-messages.ts';
import { ownerOf, type Pairing } from '../pairing/pairing.ts';
import { usePanel } from '../panel/panel-context.tsx';
import { useOnline } from '../panel/use-online.ts';
import type { OutboxView } from '../panel/use-outbox.ts';
import { Section } from './section.tsx';

export interface WipeSectionProps {
  pairing: Pairing | null;
  outbox: OutboxView;
  onWipe: () => void;
}

/** The button that wipes everything; asks once, and names what would be lost. */
export function WipeSection({ pairing, outbox, onWipe }: WipeSectionProps) {
  const { t } = useTranslation(['privacy', 'common']);
  const [asking, setAsking] = useState(false);
  return (
    <Section title={t('privacy:wipe.title')} intro={t('privacy:wipe.intro')}>
      <div>
        <Button variant="danger" onClick={() => setAsking(true)}>
          {t('privacy:wipe.button')}
        </Button>
      </div>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={t('privacy:wipe.askTitle')}
        description={t('privacy:wipe.askBody')}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{t('common:actions.cancel')}</Button>
            <Button variant="danger" onClick={onWipe}>
              {t('privacy:wipe.button')}
            </Button>
          </>
        }
      >
        <Losses pairing={pairing} outbox={outbox} />
      </Dialog>
    </Section>
  );
}

/** What exists nowhere else: flags that the server has not, and unfinished ones. */
function Losses({ pairing, outbox }: Omit<WipeSectionProps, 'onWipe'>) {
  const { t } = useTranslation('privacy');
  const online = useOnline();
  const drafts = useDraftCount(pairing);
  const unsent = outbox.entries.filter((entry) => !isReceipt(entry));
  const unreadable = outbox.closed.length + outbox.unknown;
  const canSend = pairing !== null && pairing.token !== null && unsent.some(isPending);
  if (outbox.failed) return <p>{t('wipe.unopened')}</p>;
  return (
    <div className="flex flex-col gap-3">
      {unsent.length === 0 && unreadable === 0 ? (
        <p role="status">{t('wipe.allSent')}</p>
      ) : (
        <p role="status" className="font-medium">
          {t('wipe.unsent', { count: unsent.length + unreadable })}
        </p>
      )}
      {unsent.length > 0 ? (
        <ul aria-label={t('wipe.list')} className="divide-y divide-line rounded-md border border-line">
          {unsent.map((entry) => (
            <Unsent key={entry.key} entry={entry} pairing={pairing} />
          ))}
        </ul>
      ) : null}
      {unreadable > 0 ? <p>{t('wipe.unreadable', { count: unreadable })}</p> : null}
      {drafts > 0 ? <p>{t('wipe.drafts', { count: drafts })}</p> : null}
      {canSend ? (
        <div className="flex flex-col items-start gap-1">
          <Button
            onClick={() => void tellBackground({ kind: 'DRAIN', cause: 'ASKED' } satisfies DrainRequest)}
          >
            {t('wipe.sendFirst')}
          </Button>
          {online ? null : <p className="text-sm text-ink-muted">{t('wipe.offline')}</p>}
        </div>
      ) : null}
      {pairing === null ? null : <p className="text-sm text-ink-muted">{t('wipe.pairing')}</p>}
    </div>
  );
}

/** One flag that would be lost, by name: what it is about, and where it stands. Of another person's only that it is. */
function Unsent({ entry, pairing }: { entry: OutboxEntry; pairing: Pairing | null }) {
  const { t } = useTranslation(['privacy', 'extension', 'taxonomy']);
  const ours = pairing !== null && isSameOwner(entry.owner, ownerOf(pairing));
  return (
    <li className="flex flex-col gap-0.5 px-3 py-2 text-sm">
      {ours && 'flag' in entry ? (
        <>
          <p className="font-medium">{t(`taxonomy:category.${entry.flag.category}.name`)}</p>
          <p dir="ltr" className="font-mono text-xs wrap-anywhere">
            {entry.flag.url}
          </p>
        </>
      ) : (
        <p>{t('extension:outbox.other')}</p>
      )}
      <p className="flex flex-wrap gap-2">
        <Badge tone={entry.state === 'REFUSED' ? 'danger' : 'warn'}>
          {t(`extension:state.${entry.state}`)}
        </Badge>
        {entry.imminent ? <Badge tone="danger">{t('extension:outbox.imminent')}</Badge> : null}
      </p>
    </li>
  );
}

function useDraftCount(pairing: Pairing | null): number {
  const { drafts } = usePanel();
  const [count, setCount] = useState(0);
  const server = pairing?.server ?? null;
  const personId = pairing?.me.personId ?? null;
  useEffect(() => {
    if (server === null || personId === null) return;
    void drafts.all({ server, personId }, Date.now()).then(
      (kept) => setCount(kept.drafts.length + kept.closed.length),
      () => undefined,
    );
  }, [drafts, server, personId]);
  return count;
}
