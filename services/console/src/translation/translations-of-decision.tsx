import {
  type DecisionView,
  seemingLanguage,
  type TranslationLanguage,
  translationLanguages,
} from '@lapwing/contracts';
import { Badge, Button, RelativeTime } from '@lapwing/ui';
import { Languages, Pencil } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';
import type { LoadedItem } from '../item/types.ts';
import { TranslationForm } from './translation-form.tsx';

export interface TranslationsOfDecisionProps {
  item: LoadedItem;
  decision: DecisionView;
}

/** The explanation that recipients are told, in other languages, beside the original; and the form that adds one. */
export function TranslationsOfDecision({ item, decision }: TranslationsOfDecisionProps) {
  const { t } = useTranslation('console');
  const may = useMay();
  const [writing, setWriting] = useState<readonly TranslationLanguage[] | null>(null);
  const whole = useRef<HTMLDivElement>(null);
  const closed = useRef(false);
  // The form is gone with the focus in it, which stays where the form was.
  useEffect(() => {
    if (writing !== null || !closed.current) return;
    closed.current = false;
    whole.current?.focus();
  }, [writing]);
  // What is sent without the correction still says the first explanation: no translation goes beside that.
  const mayWrite = may('decision:make') && !item.flaggedByMe && decision.correctedTo === null;
  const missing = translationLanguages.filter(
    (language) => !decision.translations.some((one) => one.language === language),
  );
  const wanting = missing.filter((language) => language !== seemingLanguage(decision.explanation));
  const close = () => {
    closed.current = true;
    setWriting(null);
  };
  if (!mayWrite && decision.translations.length === 0 && decision.correctedTo === null) return null;
  return (
    <div ref={whole} tabIndex={-1} className="mt-1.5 flex flex-col gap-2 outline-none">
      {decision.correctedTo === null ? null : (
        <div className="text-sm">
          <p className="wrap-anywhere">
            <span className="font-medium">{t('translation.correctedTo')}</span> {decision.correctedTo}
          </p>
          <p className="text-ink-muted">{t('translation.correctedBody')}</p>
        </div>
      )}
      {decision.translations.map((translation) => (
        <div key={translation.language} className="border-l-2 border-accent/40 pl-3">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
            <span className="font-medium">
              {t('translation.into', { language: t(`translation.language.${translation.language}`) })}
            </span>
            {translation.outOfDate ? <Badge tone="warn">{t('translation.outOfDate')}</Badge> : null}
            <span className="text-ink-muted">
              {translation.by} <RelativeTime at={translation.writtenAt} />
            </span>
          </p>
          <p className="wrap-anywhere" lang={translation.language}>
            {translation.text}
          </p>
          {translation.outOfDate && decision.correctedTo === null ? (
            <p className="text-sm text-ink-muted">{t('translation.outOfDateBody')}</p>
          ) : null}
          {translation.toldInstead === null ? null : (
            <p className="text-sm wrap-anywhere">
              <span className="font-medium">{t('translation.toldInstead')}</span>{' '}
              <span lang={translation.language}>{translation.toldInstead}</span>
            </p>
          )}
          {mayWrite && writing === null ? (
            <Button
              size="sm"
              variant={translation.outOfDate ? 'secondary' : 'quiet'}
              className="mt-1"
              icon={<Pencil size={13} aria-hidden="true" />}
              aria-label={t(translation.outOfDate ? 'translation.lookAgainInto' : 'translation.changeInto', {
                language: t(`translation.language.${translation.language}`),
              })}
              onClick={() => setWriting([translation.language])}
            >
              {t(translation.outOfDate ? 'translation.lookAgain' : 'translation.change')}
            </Button>
          ) : null}
        </div>
      ))}
      {mayWrite && writing !== null ? (
        <TranslationForm item={item} decision={decision} into={writing} onClose={close} />
      ) : null}
      {mayWrite && writing === null && wanting.length > 0 ? (
        <div>
          <Button
            size="sm"
            icon={<Languages size={14} aria-hidden="true" />}
            onClick={() => setWriting([...new Set([...wanting, ...missing])])}
          >
            {t('translation.add')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
