import type { RecipientView } from '@lapwing/contracts';
import { Badge, Button, buttonClass, EmptyState } from '@lapwing/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { ArrowLeft, Building2, Download, Plus, School, Upload } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recipientFileUrl, recipientsQuery } from '../api/referrals.ts';
import { useRunTime } from '../referrals/use-run-time.ts';
import { Loaded } from '../shell/loaded.tsx';
import { useTitle } from '../shell/page.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { RecipientForm } from './recipient-form.tsx';
import { SchoolsDialog } from './schools-dialog.tsx';

const NEW = 'new';

/** When the schedule of a recipient that takes referrals today builds next. */
function NextRun({ recipient }: { recipient: RecipientView }) {
  const { t } = useTranslation('schedule');
  const timeOf = useRunTime();
  const { schedule: run, configuration, standing } = recipient;
  if (run === null || configuration.schedule === null || standing !== 'OPEN') return null;
  return (
    <span className="text-sm text-ink-muted">
      {t('nextShort', { time: timeOf(new Date(run.nextRunAt), configuration.schedule.timeZone) })}
    </span>
  );
}

/** Who takes referrals, and how each wants them. */
export function RecipientsPage() {
  const { t } = useTranslation(['console', 'taxonomy', 'recipient-settings']);
  const { recipientId } = useParams({ strict: false });
  const navigate = useNavigate();
  const [importing, setImporting] = useState(false);
  const [listing, setListing] = useState(false);
  const query = useQuery(recipientsQuery);
  useTitle(t('console:recipients.title'));
  const openRecipient = (id: string) =>
    void navigate({ to: '/recipients/$recipientId', params: { recipientId: id } });
  return (
    <div className="flex h-full">
      <section
        aria-label={t('console:recipients.title')}
        className={`flex min-h-0 w-full flex-col border-line md:w-60 md:shrink-0 md:border-r ${recipientId ? 'max-md:hidden' : ''}`}
      >
        <header className="flex min-h-12 items-center justify-between border-b border-line pr-2 pl-3.5">
          <h1 className="font-semibold">{t('console:recipients.title')}</h1>
          <Button size="sm" icon={<Plus size={14} aria-hidden="true" />} onClick={() => openRecipient(NEW)}>
            {t('console:recipients.add')}
          </Button>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto">
          <Loaded query={query}>
            {(recipients) =>
              recipients.length === 0 ? (
                <EmptyState
                  title={t('console:recipients.emptyTitle')}
                  body={t('console:recipients.emptyBody')}
                />
              ) : (
                <ul>
                  {recipients.map((recipient) => (
                    <li key={recipient.recipientId}>
                      <Link
                        to="/recipients/$recipientId"
                        params={{ recipientId: recipient.recipientId }}
                        className="flex flex-col gap-0.5 border-b border-line px-3.5 py-2.5 hover:bg-sunken aria-[current=page]:bg-accent-soft"
                      >
                        <span className="flex items-center gap-2">
                          <span className="min-w-0 flex-1 truncate font-medium">{recipient.name}</span>
                          {recipient.standing === 'OPEN' ? null : (
                            <Badge>{t('console:referrals.inactive')}</Badge>
                          )}
                        </span>
                        <span className="truncate text-sm text-ink-muted">
                          {t(`recipient-settings:kindOf.${recipient.configuration.kind}`)}
                          {' · '}
                          {recipient.configuration.platforms
                            .map((platform) => t(`taxonomy:platform.${platform}`))
                            .join(', ')}
                        </span>
                        <NextRun recipient={recipient} />
                      </Link>
                    </li>
                  ))}
                </ul>
              )
            }
          </Loaded>
        </div>
        <footer className="flex flex-wrap gap-2 border-t border-line p-2">
          <Button size="sm" icon={<Upload size={14} aria-hidden="true" />} onClick={() => setImporting(true)}>
            {t('recipient-settings:import.open')}
          </Button>
          <a href={recipientFileUrl} download="recipients.json" className={buttonClass('secondary', 'sm')}>
            <Download size={14} aria-hidden="true" />
            {t('recipient-settings:import.export')}
          </a>
          <Button size="sm" icon={<School size={14} aria-hidden="true" />} onClick={() => setListing(true)}>
            {t('recipient-settings:schools.open')}
          </Button>
        </footer>
        <ImportDialog open={importing} onClose={() => setImporting(false)} />
        <SchoolsDialog open={listing} onClose={() => setListing(false)} />
      </section>
      <section className={`min-h-0 min-w-0 flex-1 overflow-y-auto ${recipientId ? '' : 'max-md:hidden'}`}>
        {recipientId ? (
          <>
            <h1 className="sr-only md:hidden">{t('console:recipients.title')}</h1>
            <Link to="/recipients" className={`${buttonClass('quiet')} m-1 md:hidden`}>
              <ArrowLeft size={16} aria-hidden="true" />
              {t('console:recipients.title')}
            </Link>
            {recipientId === NEW ? (
              <Loaded query={query}>
                {(recipients) => (
                  <RecipientForm
                    key={NEW}
                    recipient={null}
                    taken={recipients.map(({ slug }) => slug)}
                    onSaved={openRecipient}
                  />
                )}
              </Loaded>
            ) : (
              <Loaded query={query}>
                {(recipients) => {
                  const recipient = recipients.find((one) => one.recipientId === recipientId);
                  return recipient ? (
                    <RecipientForm
                      key={`${recipient.recipientId}${recipient.version}`}
                      recipient={recipient}
                      taken={[]}
                      onSaved={openRecipient}
                    />
                  ) : (
                    <EmptyState
                      title={t('console:errors.notFoundTitle')}
                      body={t('console:errors.notFoundBody')}
                    />
                  );
                }}
              </Loaded>
            )}
          </>
        ) : (
          <div className="flex h-full items-center">
            <EmptyState
              icon={<Building2 size={22} aria-hidden="true" />}
              title={t('console:recipients.pickTitle')}
              body={t('console:recipients.pickBody')}
            />
          </div>
        )}
      </section>
    </div>
  );
}
