import { Skeleton } from '@lapwing/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePanel } from '../panel/panel-context.tsx';
import { useOutbox } from '../panel/use-outbox.ts';
import { usePairing } from '../panel/use-pairing.ts';
import type { Storage } from '../storage/database.ts';
import { ManagedSection } from './managed-section.tsx';
import { Section } from './section.tsx';
import { SitesSection } from './sites-section.tsx';
import { StoredSection } from './stored-section.tsx';
import { useStored } from './use-stored.ts';
import { type Wiped, wipeEverything } from './wipe-everything.ts';
import { WipeSection } from './wipe-section.tsx';
import { WipedNotice } from './wiped-notice.tsx';

type Stage = { kind: 'SHOWN' } | { kind: 'WIPING' } | { kind: 'WIPED'; wiped: Wiped };

/** Everything that is stored, every site that may be read, and the button that wipes it all. */
export function PrivacyPage({ storage }: { storage: Storage }) {
  const { t } = useTranslation('privacy');
  const { fetch } = usePanel();
  const [stage, setStage] = useState<Stage>({ kind: 'SHOWN' });
  const wipe = async () => {
    setStage({ kind: 'WIPING' });
    setStage({ kind: 'WIPED', wiped: await wipeEverything(fetch) });
  };
  return (
    <main className="mx-auto flex max-w-3xl flex-col gap-8 px-4 py-8">
      {stage.kind === 'SHOWN' ? <Shown storage={storage} onWipe={() => void wipe()} /> : null}
      {stage.kind === 'WIPING' ? (
        <p role="status" className="text-lg">
          {t('wipe.working')}
        </p>
      ) : null}
      {stage.kind === 'WIPED' ? <WipedNotice wiped={stage.wiped} /> : null}
    </main>
  );
}

function Shown({ storage, onWipe }: { storage: Storage; onWipe: () => void }) {
  const { t } = useTranslation('privacy');
  const stored = useStored(storage);
  const pairing = usePairing();
  const outbox = useOutbox();
  if (stored === null || pairing === undefined) return <Skeleton />;
  return (
    <>
      <header className="flex flex-col gap-1">
        <h1 className="text-xl">{t('title')}</h1>
        <p className="max-w-prose text-ink-muted">{t('intro')}</p>
      </header>
      <StoredSection findings={stored.findings} />
      <SitesSection sites={stored.sites} server={pairing?.server ?? null} />
      <ManagedSection managed={stored.managed} />
      <Section title={t('never.title')}>
        <ul className="flex list-disc flex-col gap-1 ps-5">
          <li>{t('never.gesture')}</li>
          <li>{t('never.history')}</li>
          <li>{t('never.media')}</li>
          <li>{t('never.elsewhere')}</li>
        </ul>
      </Section>
      <WipeSection pairing={pairing} outbox={outbox} onWipe={onWipe} />
    </>
  );
}
