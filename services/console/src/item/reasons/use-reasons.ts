import type { OpenedText } from '@lapwing/contracts';
import { useId, useMemo, useSyncExternalStore } from 'react';
import { useMe } from '../../api/account.ts';
import { marksOf, strongestOf } from './marks.ts';
import { marksShown } from './marks-shown.ts';
import { listReasons } from './reason-list.ts';

/** The opened texts, each once, with what moved the score in them, and whether the person wants it marked. */
export function useReasons(opened: OpenedText | null) {
  const { personId } = useMe();
  const shown = useSyncExternalStore(marksShown.subscribe, () => marksShown.get(personId));
  const id = useId();
  const { texts, groups } = useMemo(() => {
    const distinct = distinctTexts(opened?.texts ?? []);
    const strongest = strongestOf(distinct.flatMap(({ spans }) => spans));
    const marked = distinct.map(({ text, spans }) => ({ text, marks: marksOf(text, spans, strongest) }));
    return { texts: marked, groups: listReasons(marked) };
  }, [opened]);
  return {
    texts,
    groups,
    shown,
    toggle: () => marksShown.toggle(personId),
    /** Id of the element that says what the marks of a group mean. */
    meaningId: (key: string) => `${id}-${key}`,
  };
}

/** Several people flag the same words; they are shown once. */
function distinctTexts(entries: OpenedText['texts']): OpenedText['texts'] {
  return [...new Map(entries.map((entry) => [entry.text, entry])).values()].filter(({ text }) => text !== '');
}
