import { EmptyState } from '@lapwing/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Inbox } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { trayQuery } from '../api/outcomes.ts';
import { Loaded, More } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { BackToOutcomes } from './back-to-outcomes.tsx';
import { MailboxNotice } from './mailbox-notice.tsx';
import { TrayEntry } from './tray-entry.tsx';

/** Answers of recipients that wait for a person to say what they are about. */
export function TrayPage() {
  const { t } = useTranslation('outcomes');
  const query = useInfiniteQuery(trayQuery);
  return (
    <Page title={t('tray.title')} body={t('tray.body')}>
      <BackToOutcomes />
      <MailboxNotice />
      <Loaded query={query}>
        {({ pages }) => {
          const lines = pages.flatMap((page) => page.lines);
          return lines.length === 0 ? (
            <EmptyState
              icon={<Inbox size={22} aria-hidden="true" />}
              title={t('tray.emptyTitle')}
              body={t('tray.emptyBody')}
            />
          ) : (
            <ul aria-label={t('tray.list')} className="divide-y divide-line rounded-md border border-line">
              {lines.map((line) => (
                <TrayEntry key={line.lineId} line={line} />
              ))}
            </ul>
          );
        }}
      </Loaded>
      <More query={query} />
    </Page>
  );
}
