import type { Suggestion, SuggestionInput } from '@lapwing/contracts/suggestion';
import { Button } from '@lapwing/ui';
import { Sparkles } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pairing } from '../pairing/pairing.ts';
import { forgetToken } from '../pairing/pairing-store.ts';
import { onPolicy, readPolicy } from '../policy/policy-store.ts';
import { refreshPolicy } from '../policy/refresh-policy.ts';
import { needsPairing } from '../server/ask-server.ts';
import { askSuggestion } from '../suggestion/ask-suggestion.ts';
import { suggestionInputOf } from '../suggestion/suggestion-input-of.ts';
import { usePanel } from './panel-context.tsx';
import type { DraftState } from './use-draft.ts';

export interface SuggestionPartProps {
  form: DraftState;
  pairing: Pairing;
  online: boolean;
}

type Asked =
  | { kind: 'NOT_ASKED' }
  | { kind: 'ASKING' }
  | { kind: 'SAID'; suggestion: Suggestion }
  | { kind: 'NO_ANSWER' }
  | { kind: 'TOO_MANY' };

/**
 * What the classifier would say, when the analyst asks and her organisation allows it. It chooses nothing: a category is
 * chosen by her own press, here or below (rule 4).
 */
export function SuggestionPart({ form, pairing, online }: SuggestionPartProps) {
  const allowed = useSuggestionsAllowed();
  const { text, language } = form.draft;
  const input = suggestionInputOf({ text, language });
  if (!allowed || input === null || pairing.token === null || !online) return null;
  const { server, token } = pairing;
  // What was said is about this text of this form and no other.
  return (
    <Question key={`${form.id}\n${language}\n${text}`} form={form} input={input} from={{ server, token }} />
  );
}

interface QuestionProps {
  form: DraftState;
  input: SuggestionInput;
  from: { server: string; token: string };
}

function Question({ form, input, from }: QuestionProps) {
  const { t } = useTranslation('suggestion');
  const { fetch } = usePanel();
  const [asked, setAsked] = useState<Asked>({ kind: 'NOT_ASKED' });
  const ask = async () => {
    setAsked({ kind: 'ASKING' });
    const answer = await askSuggestion(from, input, fetch);
    if (needsPairing(answer)) await forgetToken(from.token);
    if (answer.kind === 'OK') return setAsked({ kind: 'SAID', suggestion: answer.value });
    const slug = answer.kind === 'PROBLEM' ? answer.problem.slug : null;
    // The organisation decided otherwise since the panel opened.
    if (slug === 'forbidden') void refreshPolicy(from, fetch);
    setAsked({ kind: slug === 'too-many-requests' ? 'TOO_MANY' : 'NO_ANSWER' });
  };
  return (
    <section
      aria-labelledby="suggestion-title"
      className="-mx-3 -mb-3 flex flex-col gap-2 border-t border-line px-3 py-2.5"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 id="suggestion-title" className="text-base">
          {t('title')}
        </h3>
        <Button
          size="sm"
          pending={asked.kind === 'ASKING'}
          icon={<Sparkles size={14} aria-hidden="true" />}
          onClick={() => void ask()}
        >
          {t(asked.kind === 'NOT_ASKED' || asked.kind === 'ASKING' ? 'ask' : 'askAgain')}
        </Button>
      </div>
      <div role="status" className="flex flex-col gap-2 text-sm text-ink-muted empty:hidden">
        {asked.kind === 'NO_ANSWER' ? <p>{t('noAnswer')}</p> : null}
        {asked.kind === 'TOO_MANY' ? <p>{t('tooMany')}</p> : null}
        {asked.kind === 'SAID' ? <Said suggestion={asked.suggestion} form={form} /> : null}
      </div>
    </section>
  );
}

function Said({ suggestion, form }: { suggestion: Suggestion; form: DraftState }) {
  const { t, i18n } = useTranslation(['suggestion', 'taxonomy']);
  if (suggestion.unsure) return <p>{t('suggestion:unsure')}</p>;
  if (suggestion.categories.length === 0) return <p>{t('suggestion:nothing')}</p>;
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  return (
    <>
      <p>{t('suggestion:said')}</p>
      <ul className="flex flex-wrap gap-1.5">
        {suggestion.categories.map(({ category, probability }) => {
          const name = t(`taxonomy:category.${category}.name`);
          return (
            <li key={category} className="max-w-full">
              <Button
                size="sm"
                className="max-w-full whitespace-normal! text-start"
                onClick={() => form.change({ category })}
              >
                <span className="sr-only">{t('suggestion:choose')} </span>
                {name}
                <span className="font-normal text-ink-muted">{percent.format(probability)}</span>
              </Button>
            </li>
          );
        })}
      </ul>
      <p>{t('suggestion:yours')}</p>
    </>
  );
}

function useSuggestionsAllowed(): boolean {
  const [allowed, setAllowed] = useState(false);
  useEffect(() => {
    void readPolicy().then(({ suggestions }) => setAllowed(suggestions));
    return onPolicy(({ suggestions }) => setAllowed(suggestions));
  }, []);
  return allowed;
}
