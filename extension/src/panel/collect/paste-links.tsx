import { MAX_URL_LENGTH } from '@lapwing/contracts/text';
import { Button, Field, TextArea } from '@lapwing/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identityOf } from '../../collect/identity-of.ts';
import { type RefusedLine, readList } from '../../collect/read-list.ts';
import { MAX_SITTING_ITEMS, withItems } from '../../collect/sitting.ts';
import { emptyDraft } from '../../flag/draft.ts';
import type { SittingState } from './use-sitting.ts';

interface Outcome {
  added: number;
  duplicates: number;
  overflow: number;
  refused: readonly RefusedLine[];
}

/** A list of links, pasted; what became of each line is said. */
export function PasteLinks({ state }: { state: SittingState }) {
  const { t } = useTranslation('ways');
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const add = () => {
    if (state.sitting === null || text.trim() === '') return;
    const { urls, refused } = readList(text);
    const observedAt = new Date().toISOString();
    const items = urls.map((url) => ({
      id: crypto.randomUUID(),
      draft: { ...emptyDraft, url, observedAt },
      reviewed: false,
    }));
    const { added, duplicates, overflow } = withItems(state.sitting, items, identityOf);
    void state.change((now) => withItems(now, items, identityOf).sitting);
    setOutcome({ added, duplicates, overflow, refused });
    setText('');
  };
  return (
    <div className="flex flex-col gap-2">
      <Field label={t('collect.links')} hint={t('collect.linksHint', { count: MAX_SITTING_ITEMS })}>
        {(control) => (
          <TextArea
            {...control}
            dir="ltr"
            rows={3}
            maxLength={MAX_SITTING_ITEMS * MAX_URL_LENGTH}
            spellCheck={false}
            autoComplete="off"
            className="font-mono text-sm wrap-anywhere"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div>
        <Button size="sm" disabled={text.trim() === ''} onClick={add}>
          {t('collect.add')}
        </Button>
      </div>
      <div role="status" className="text-sm">
        {outcome === null ? null : <OutcomeWords outcome={outcome} />}
      </div>
    </div>
  );
}

function OutcomeWords({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation(['ways', 'extension']);
  const { added, duplicates, overflow, refused } = outcome;
  return (
    <>
      <p className="font-medium">{t('ways:collect.added', { count: added })}</p>
      {duplicates > 0 ? (
        <p className="text-ink-muted">{t('ways:collect.duplicates', { count: duplicates })}</p>
      ) : null}
      {overflow > 0 ? (
        <p className="text-warn">
          {t('ways:collect.overflow', { count: overflow, most: MAX_SITTING_ITEMS })}
        </p>
      ) : null}
      {refused.length > 0 ? (
        <>
          <p className="text-warn">{t('ways:collect.refused', { count: refused.length })}</p>
          <ul className="max-h-40 overflow-y-auto">
            {refused.map(({ line, text, reason }) => (
              <li key={`${line} ${text}`} className="border-t border-line py-1">
                <p className="wrap-anywhere">
                  {t('ways:collect.line', { line })}{' '}
                  <bdi className="font-mono text-xs text-ink-muted">{shown(text)}</bdi>
                </p>
                <p className="text-ink-muted">
                  {t(reason === 'MEDIA' ? 'extension:problem.media' : `extension:urlProblem.${reason}`)}
                </p>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

/** Characters that change the direction of a text, or cannot be seen, as their code. */
function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}
