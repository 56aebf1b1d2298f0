import { type AuditVerb, auditVerbs, type Verdict } from '@lapwing/contracts';
import { Badge, RelativeTime } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';
import { TimelineList } from '../outcomes/timeline.tsx';
import { knownReferralState } from '../referrals/known-state.ts';
import { Section } from '../shell/page.tsx';
import { TranslationsOfDecision } from '../translation/translations-of-decision.tsx';
import type { LoadedItem } from './types.ts';

const isKnownVerb = (verb: string): verb is AuditVerb => auditVerbs.some((known) => known === verb);

/** What was decided, where it was referred, and everything that happened. */
export function ItemRecord({ item }: { item: LoadedItem }) {
  const { t } = useTranslation(['console', 'taxonomy']);
  // The words of the confirmation that concluded it are what recipients are told.
  const told =
    item.state === 'CONFIRMED' ? item.decisions.findLast(({ verdict }) => verdict === 'CONFIRM') : undefined;
  const verdictWords = (verdict: Verdict) => t(`taxonomy:verdictDone.${verdict}`);
  return (
    <>
      {item.decisionsHidden ? (
        <p className="rounded-md bg-sunken px-3 py-2 text-ink-muted">{t('console:item.decisionsHidden')}</p>
      ) : null}
      {item.decisions.length > 0 ? (
        <Section title={t('console:item.decisions')}>
          <ul className="flex flex-col gap-2">
            {item.decisions.map((decision) => (
              <li key={decision.decisionId} className="border-l-2 border-line pl-3">
                <p>
                  <span className="font-medium">
                    {t('console:item.decisionBy', {
                      name: decision.by,
                      verdict: verdictWords(decision.verdict),
                    })}
                  </span>{' '}
                  {decision.category ? t(`taxonomy:category.${decision.category}.name`) : null}{' '}
                  <RelativeTime at={decision.decidedAt} className="text-sm text-ink-muted" />
                </p>
                {decision.explanation ? <p className="wrap-anywhere">{decision.explanation}</p> : null}
                {decision.decisionId === told?.decisionId ? (
                  <TranslationsOfDecision item={item} decision={decision} />
                ) : null}
                {decision.note ? <p className="text-ink-muted wrap-anywhere">{decision.note}</p> : null}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {item.referrals.length > 0 ? (
        <Section title={t('console:item.referrals')}>
          <ul className="flex flex-col gap-2">
            {item.referrals.map((referral) => {
              const state = knownReferralState(referral.state);
              return (
                <li key={referral.referralId} className="flex flex-col gap-1">
                  <p className="flex flex-wrap items-center gap-x-2">
                    {referral.recipient}
                    {state ? <Badge>{t(`taxonomy:referralState.${state}`)}</Badge> : null}
                  </p>
                  {referral.timeline.length > 0 ? <TimelineList events={referral.timeline} /> : null}
                </li>
              );
            })}
          </ul>
        </Section>
      ) : null}
      <Section title={t('console:item.history')}>
        <ol className="flex flex-col gap-0.5 text-sm">
          {item.history.map((entry) => (
            <li
              key={`${entry.at}${entry.verb}`}
              className="grid grid-cols-[5.5rem_1fr] gap-2 max-md:grid-cols-[4.5rem_1fr]"
            >
              <RelativeTime at={entry.at} className="text-ink-muted" />
              <span>
                {isKnownVerb(entry.verb) ? t(`console:history.${entry.verb}`) : entry.verb}{' '}
                <span className="text-ink-muted">
                  {t('console:queue.by', { name: entry.by ?? t('console:item.machine') })}
                </span>
              </span>
            </li>
          ))}
        </ol>
      </Section>
    </>
  );
}
