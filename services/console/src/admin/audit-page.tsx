import type { AuditEntry } from '@lapwing/contracts';
import { EmptyState, fullTime, useLanguage } from '@lapwing/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { auditQuery } from '../api/administration.ts';
import { Loaded, More } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';

/** Every change and disclosure, newest first. */
export function AuditPage() {
  const { t } = useTranslation('console');
  const query = useInfiniteQuery(auditQuery);
  const heading = 'px-3 py-1.5 text-left font-medium whitespace-nowrap';
  return (
    <Page title={t('audit.title')} body={t('audit.body')} wide>
      <Loaded query={query}>
        {({ pages }) => {
          const entries = pages.flatMap((page) => page.entries);
          return entries.length === 0 ? (
            <EmptyState title={t('audit.emptyTitle')} body={t('audit.emptyBody')} />
          ) : (
            <div className="overflow-x-auto rounded-md border border-line">
              <table className="w-full text-sm">
                <thead className="bg-canvas text-xs text-ink-muted">
                  <tr>
                    <th scope="col" className={`${heading} text-right`}>
                      {t('audit.sequence')}
                    </th>
                    <th scope="col" className={heading}>
                      {t('audit.when')}
                    </th>
                    <th scope="col" className={heading}>
                      {t('audit.who')}
                    </th>
                    <th scope="col" className={heading}>
                      {t('audit.what')}
                    </th>
                    <th scope="col" className={heading}>
                      {t('audit.subject')}
                    </th>
                    <th scope="col" className={heading}>
                      {t('audit.details')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {entries.map((entry) => (
                    <Entry key={entry.sequence} entry={entry} />
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </Loaded>
      <More query={query} />
    </Page>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('console');
  const { language } = useLanguage();
  const details = Object.entries(entry.details);
  return (
    <tr className="border-t border-line align-top">
      <td className="px-3 py-1.5 text-right text-ink-muted">{entry.sequence}</td>
      <td className="px-3 py-1.5 whitespace-nowrap text-ink-muted">
        <time dateTime={entry.at}>{fullTime(entry.at, language)}</time>
      </td>
      <td className="px-3 py-1.5 whitespace-nowrap">{entry.actor ?? t('item.machine')}</td>
      <td className="px-3 py-1.5 font-medium whitespace-nowrap">{t(`history.${entry.verb}`)}</td>
      <td className="px-3 py-1.5 whitespace-nowrap text-ink-muted" title={entry.subjectId}>
        {entry.subjectKind} <span className="font-mono text-xs">{entry.subjectId.slice(-8)}</span>
      </td>
      <td className="px-3 py-1.5 text-ink-muted">
        {details.length > 0 || entry.requestId ? (
          <details>
            <summary className="text-accent">{t('audit.show')}</summary>
            <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 font-mono text-xs">
              {details.map(([name, value]) => (
                <div key={name} className="contents">
                  <dt>{name}</dt>
                  <dd className="wrap-anywhere">
                    {typeof value === 'string' ? value : JSON.stringify(value)}
                  </dd>
                </div>
              ))}
              {entry.requestId ? (
                <div className="contents">
                  <dt>{t('audit.request')}</dt>
                  <dd className="wrap-anywhere">{entry.requestId}</dd>
                </div>
              ) : null}
            </dl>
          </details>
        ) : null}
      </td>
    </tr>
  );
}
