import type { EvidenceDetail } from '@lapwing/contracts';
import { Badge, Button, buttonClass, ProblemNotice, RelativeTime, useToast } from '@lapwing/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../api/account.ts';
import { approveEvidence, evidenceArchiveUrl, evidenceQuery } from '../api/evidence.ts';
import { troubleOf } from '../api/request.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Section, useTitle } from '../shell/page.tsx';
import { BackToEvidence } from './back-to-evidence.tsx';
import { DeclineDialog } from './decline-dialog.tsx';
import { PackageContents } from './package-contents.tsx';
import { useEvidenceReasons } from './use-evidence-reasons.ts';

/** One package: who asked, what it says, the second person's word, the archive with its hash. */
export function PackagePage({ packageId }: { packageId: string }) {
  const query = useQuery(evidenceQuery(packageId));
  return (
    <div className="h-full overflow-y-auto">
      <Loaded query={query}>{(evidence) => <Package evidence={evidence} />}</Loaded>
    </div>
  );
}

function Package({ evidence }: { evidence: EvidenceDetail }) {
  const { t } = useTranslation(['evidence', 'console']);
  const { state, ground, archive } = evidence;
  useTitle(`${t('evidence:package.title')} ${ground.reference}`);
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-5 px-4 py-5 md:px-8">
      <BackToEvidence />
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h1 className="flex flex-wrap items-center gap-2 text-xl font-semibold">
            {t('evidence:package.title')} <span className="wrap-anywhere">{ground.reference}</span>
            <Badge tone={state === 'REQUESTED' || state === 'BUILT' ? 'accent' : 'neutral'}>
              {t(`evidence:state.${state}`)}
            </Badge>
          </h1>
          <p className="text-ink-muted">
            {evidence.recipient} · {t('evidence:items', { count: evidence.itemIds.length })} ·{' '}
            {t('console:queue.by', { name: evidence.requestedBy })} <RelativeTime at={evidence.requestedAt} />
          </p>
        </div>
        {state === 'BUILT' ? (
          <a href={evidenceArchiveUrl(evidence.packageId)} download className={buttonClass('primary')}>
            <Download size={15} aria-hidden="true" />
            {t('evidence:package.download')}
          </a>
        ) : null}
      </header>
      <Standing evidence={evidence} />
      <Section title={t('evidence:ground.title')}>
        <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[12rem_1fr]">
          {(['agency', 'authority', 'reference', 'legalBasis'] as const).map((field) => (
            <div key={field} className="contents">
              <dt className="text-ink-muted">{t(`evidence:ground.${field}`)}</dt>
              <dd className="min-w-0 whitespace-pre-wrap wrap-anywhere">{ground[field]}</dd>
            </div>
          ))}
        </dl>
      </Section>
      {archive ? (
        <Section title={t('evidence:package.archive')}>
          <p className="text-sm text-ink-muted">{t('evidence:package.archiveBody')}</p>
          <p>
            {t('console:batch.sha')} <code className="font-mono text-xs wrap-anywhere">{archive.sha256}</code>
          </p>
        </Section>
      ) : null}
      <PackageContents preview={evidence.preview} />
    </div>
  );
}

/** What it waits for, and the word of a second person. */
function Standing({ evidence }: { evidence: EvidenceDetail }) {
  const { t } = useTranslation('evidence');
  const { state, lastError } = evidence;
  if (state === 'REQUESTED') return <Decision evidence={evidence} />;
  if (state === 'BUILDING')
    return (
      <p role="status" className="rounded-md bg-sunken px-4 py-3 text-ink-muted">
        {lastError
          ? t(evidence.givenUp ? 'package.givenUp' : 'package.error', { error: lastError })
          : t('package.building')}
      </p>
    );
  if (state === 'DECLINED')
    return (
      <p className="rounded-md bg-sunken px-4 py-3 wrap-anywhere">
        {t('package.declined', { name: evidence.decidedBy ?? '', reason: evidence.declinedReason })}
      </p>
    );
  return <p className="text-ink-muted">{t('package.approved', { name: evidence.decidedBy ?? '' })}</p>;
}

function Decision({ evidence }: { evidence: EvidenceDetail }) {
  const { t } = useTranslation('evidence');
  const queries = useQueryClient();
  const toast = useToast();
  const may = useMay();
  const me = useMe();
  const reasons = useEvidenceReasons();
  const [declining, setDeclining] = useState(false);
  const own = evidence.requestedBy === me.pseudonym;
  const approve = useMutation({
    mutationFn: () => approveEvidence(evidence.packageId, evidence.digest ?? ''),
    onSuccess: () => toast.show({ title: t('package.approvedNow') }),
    // What was refused because it changed is shown as it is now.
    onSettled: () => queries.invalidateQueries({ queryKey: ['evidence'] }),
  });
  return (
    <section
      aria-label={t('package.decision')}
      className="flex flex-col gap-3 rounded-md bg-sunken px-4 py-3"
    >
      <p>
        {t(own ? 'package.waitsForOther' : may('evidence:approve') ? 'package.waitsForYou' : 'package.waits')}
      </p>
      {approve.isError ? <ProblemNotice trouble={troubleOf(approve.error)} reasons={reasons} /> : null}
      <div className="flex flex-wrap gap-2">
        {may('evidence:approve') && !own ? (
          <Button variant="primary" pending={approve.isPending} onClick={() => approve.mutate()}>
            {t('package.approve')}
          </Button>
        ) : null}
        <Button onClick={() => setDeclining(true)}>{t(own ? 'package.takeBack' : 'package.decline')}</Button>
      </div>
      <DeclineDialog
        packageId={evidence.packageId}
        own={own}
        open={declining}
        onClose={() => setDeclining(false)}
      />
    </section>
  );
}
