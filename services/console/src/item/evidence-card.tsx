import type { OpenedText } from '@lapwing/contracts';
import { Button, MaskedText } from '@lapwing/ui';
import { useMutation } from '@tanstack/react-query';
import { Highlighter } from 'lucide-react';
import { Fragment, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';
import { openText } from '../api/items.ts';
import { troubleOf } from '../api/request.ts';
import { Section } from '../shell/page.tsx';
import { useKeys } from '../shell/use-keys.ts';
import { useShowTrouble } from '../shell/use-show-trouble.ts';
import { exposureStore } from './exposure-budget.ts';
import { MarkedText } from './reasons/marked-text.tsx';
import { Reasons } from './reasons/reasons.tsx';
import { useReasons } from './reasons/use-reasons.ts';
import type { LoadedItem } from './types.ts';

/**
 * The texts of the flags: hidden, opened on purpose, and hidden again when the person leaves the item or the
 * window. They are kept in this component only, never in the cache of answers. The words that moved the score are
 * marked while the texts are open.
 */
export function EvidenceCard({ item }: { item: LoadedItem }) {
  const { t } = useTranslation('console');
  const mayOpen = useMay()('item:open-text');
  const showTrouble = useShowTrouble();
  const [opened, setOpened] = useState<OpenedText | null>(null);
  const open = useMutation({
    mutationFn: () => openText(item.itemId),
    onSuccess: (answer) => {
      setOpened(answer);
      exposureStore.add(1);
    },
    onError: (error) => showTrouble(troubleOf(error)),
  });
  useEffect(() => {
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') setOpened(null);
    };
    document.addEventListener('visibilitychange', onVisibility);
    return () => document.removeEventListener('visibilitychange', onVisibility);
  }, []);

  const flagged = item.flags.filter((flag) => flag.hasText || flag.hasNote);
  const excerpt = item.flags.find((flag) => flag.excerpt !== '')?.excerpt ?? item.excerpt;
  const show = () => open.mutate();
  const hide = () => setOpened(null);
  useKeys({ KeyO: opened ? hide : show }, mayOpen && flagged.length > 0 && !open.isPending);
  const { texts, groups, shown, toggle, meaningId } = useReasons(opened);
  const notes = (opened?.texts ?? []).filter((entry) => entry.note !== '');
  useKeys({ KeyM: toggle }, groups.length > 0);

  const words =
    texts.length === 0
      ? ''
      : texts.map(({ text, marks }, index) => (
          <Fragment key={text}>
            {index > 0 ? '\n\n' : null}
            <MarkedText text={text} marks={shown ? marks : []} meaningId={meaningId} />
          </Fragment>
        ));

  return (
    <Section title={t('item.evidence')}>
      <div className="rounded-md border border-line bg-canvas px-3.5 py-3 grayscale">
        {flagged.length === 0 ? (
          <p className="text-ink-muted">{t('item.noText')}</p>
        ) : (
          <>
            <MaskedText
              excerpt={excerpt}
              text={opened ? words : null}
              language={item.language}
              pending={open.isPending}
              hotkey="O"
              onOpen={show}
              onClose={hide}
              actions={
                groups.length > 0 ? (
                  <Button
                    size="sm"
                    variant="quiet"
                    icon={<Highlighter size={14} aria-hidden="true" />}
                    hotkey="M"
                    onClick={toggle}
                  >
                    {t(shown ? 'reasons.hide' : 'reasons.show')}
                  </Button>
                ) : null
              }
            />
            {groups.length > 0 && shown ? (
              <Reasons groups={groups} language={item.language} meaningId={meaningId} />
            ) : null}
            {opened && item.score && texts.length > 0 && groups.length === 0 ? (
              <p className="mt-1 text-sm text-ink-muted">
                {t(opened.reasonsFor === null ? 'reasons.outdated' : 'reasons.none')}
              </p>
            ) : null}
            {notes.length > 0 ? (
              <dl className="mt-2 flex flex-col gap-2 border-t border-line pt-2">
                {notes.map((entry) => (
                  <div key={entry.flagId}>
                    <dt className="text-sm font-medium text-ink-muted">
                      {t('item.noteBy', {
                        name: item.flags.find((flag) => flag.flagId === entry.flagId)?.by ?? '',
                      })}
                    </dt>
                    <dd dir="auto" className="wrap-anywhere whitespace-pre-wrap">
                      {entry.note}
                    </dd>
                  </div>
                ))}
              </dl>
            ) : null}
          </>
        )}
      </div>
    </Section>
  );
}
