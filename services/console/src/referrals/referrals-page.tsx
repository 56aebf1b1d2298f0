import type { RecipientView } from '@lapwing/contracts';
import { Badge, buttonClass, EmptyState } from '@lapwing/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft, Send, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { recipientsQuery } from '../api/referrals.ts';
import { Loaded } from '../shell/loaded.tsx';
import { useTitle } from '../shell/page.tsx';
import { RecipientDesk } from './recipient-desk.tsx';

/** Recipients with what waits for each, and the desk of the chosen one. */
export function ReferralsPage() {
  const { t } = useTranslation('console');
  const { recipientId } = useParams({ strict: false });
  const query = useQuery(recipientsQuery);
  useTitle(t('referrals.title'));
  return (
    <div className="flex h-full">
      <section
        aria-label={t('referrals.recipients')}
        className={`flex min-h-0 w-full flex-col border-line md:w-72 md:shrink-0 md:border-r ${recipientId ? 'max-md:hidden' : ''}`}
      >
        <header className="flex min-h-12 items-center border-b border-line px-3.5">
          <h1 className="font-semibold">{t('referrals.title')}</h1>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto">
          <Loaded query={query}>
            {(recipients) =>
              recipients.length === 0 ? (
                <EmptyState title={t('referrals.noneTitle')} body={t('referrals.noneBody')} />
              ) : (
                <ul>
                  {recipients.map((recipient) => (
                    <li key={recipient.recipientId}>
                      <RecipientRow recipient={recipient} selected={recipient.recipientId === recipientId} />
                    </li>
                  ))}
                </ul>
              )
            }
          </Loaded>
        </div>
      </section>
      <section className={`min-h-0 min-w-0 flex-1 overflow-y-auto ${recipientId ? '' : 'max-md:hidden'}`}>
        {recipientId ? (
          <>
            <h1 className="sr-only md:hidden">{t('referrals.title')}</h1>
            <Link to="/referrals" className={`${buttonClass('quiet')} m-1 md:hidden`}>
              <ArrowLeft size={16} aria-hidden="true" />
              {t('referrals.recipients')}
            </Link>
            <Loaded query={query}>
              {(recipients) => {
                const recipient = recipients.find((one) => one.recipientId === recipientId);
                return recipient ? (
                  <RecipientDesk key={recipientId} recipient={recipient} />
                ) : (
                  <EmptyState title={t('errors.notFoundTitle')} body={t('errors.notFoundBody')} />
                );
              }}
            </Loaded>
          </>
        ) : (
          <div className="flex h-full items-center">
            <EmptyState
              icon={<Send size={22} aria-hidden="true" />}
              title={t('referrals.pickTitle')}
              body={t('referrals.pickBody')}
            />
          </div>
        )}
      </section>
    </div>
  );
}

function RecipientRow({ recipient, selected }: { recipient: RecipientView; selected: boolean }) {
  const { t } = useTranslation('console');
  return (
    <Link
      to="/referrals/$recipientId"
      params={{ recipientId: recipient.recipientId }}
      className={`relative flex flex-col gap-1 border-b border-line px-3.5 py-2.5 ${selected ? 'bg-accent-soft' : 'hover:bg-sunken'}`}
    >
      {selected ? <span aria-hidden="true" className="absolute inset-y-0 left-0 w-0.5 bg-accent" /> : null}
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{recipient.name}</span>
        {recipient.standing === 'OPEN' ? null : <Badge>{t('referrals.inactive')}</Badge>}
      </span>
      <span className="flex flex-wrap gap-x-3 text-sm text-ink-muted">
        {recipient.imminentUnsent > 0 ? (
          <span className="flex items-center gap-1 font-medium text-danger">
            <TriangleAlert size={14} aria-hidden="true" className="shrink-0" />
            {t('referrals.imminentUnsent', { count: recipient.imminentUnsent })}
          </span>
        ) : null}
        <span className={recipient.ready > 0 ? 'font-medium text-accent-strong' : ''}>
          {t('referrals.ready', { count: recipient.ready })}
        </span>
        {recipient.heldForLawEnforcement > 0 ? (
          <span className="font-medium text-danger">
            {t('referrals.held', { count: recipient.heldForLawEnforcement })}
          </span>
        ) : null}
        {recipient.unsayable > 0 ? (
          <span className="font-medium text-warn">
            {t('referrals.unsayable', { count: recipient.unsayable })}
          </span>
        ) : null}
        {recipient.unsentBatches > 0 ? (
          <span className="font-medium text-accent-strong">
            {t('referrals.unsentBatches', { count: recipient.unsentBatches })}
          </span>
        ) : null}
        {recipient.awaitingOutcome > 0 ? (
          <span>{t('referrals.awaiting', { count: recipient.awaitingOutcome })}</span>
        ) : null}
      </span>
    </Link>
  );
}
