import type { ReferralView } from '@lapwing/contracts';
import { Button, Dialog } from '@lapwing/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';
import { timelineQuery } from '../api/outcomes.ts';
import { EvidenceLink } from '../evidence/evidence-link.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { CorrectionForm } from './correction-form.tsx';
import { ReopenForm } from './reopen-form.tsx';
import { TimelineList } from './timeline.tsx';

/** Opens what happened to a referral; a closed one can be opened again there. */
export function TimelineButton({ referral }: { referral: ReferralView }) {
  const { t } = useTranslation('outcomes');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="quiet" onClick={() => setOpen(true)}>
        {t('timeline.show')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('timeline.title')}
        description={<span className="font-mono text-xs wrap-anywhere">{referral.url}</span>}
        width="md"
      >
        <Content referral={referral} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Content({ referral, onDone }: { referral: ReferralView; onDone: () => void }) {
  const { t } = useTranslation('outcomes');
  const may = useMay();
  const query = useQuery(timelineQuery(referral.referralId));
  const [reopening, setReopening] = useState(false);
  const [correcting, setCorrecting] = useState(false);
  const sent = referral.state === 'SENT' || referral.state === 'CLOSED';
  if (reopening) return <ReopenForm referralId={referral.referralId} onClose={onDone} />;
  if (correcting) return <CorrectionForm referral={referral} onClose={onDone} />;
  return (
    <div className="flex flex-col gap-3">
      <Loaded query={query}>{(events) => <TimelineList events={events} />}</Loaded>
      <div className="flex flex-wrap gap-2">
        {referral.state === 'CLOSED' && referral.relatesTo === null && may('outcome:record') ? (
          <Button size="sm" onClick={() => setReopening(true)}>
            {t('reopen.open')}
          </Button>
        ) : null}
        {sent && referral.relatesTo === null && may('batch:build') ? (
          <Button size="sm" onClick={() => setCorrecting(true)}>
            {t('correction.open')}
          </Button>
        ) : null}
        <EvidenceLink itemId={referral.itemId} />
      </div>
    </div>
  );
}
