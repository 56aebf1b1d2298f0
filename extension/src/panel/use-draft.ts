import { useCallback, useEffect, useRef, useState } from 'react';
import { onStored, readStored, tabInFront, writeStored } from '../browser.ts';
import { Capture } from '../capture/capture.ts';
import { Draft, draftOfCapture, emptyDraft, isTouched } from '../flag/draft.ts';
import { CAPTURE, DRAFT } from '../stored-keys.ts';

export interface DraftState {
  draft: Draft;
  /** The last capture taken into the form; null when it was filled in by hand. */
  capture: Capture | null;
  /** A capture that came while another flag was half filled in. */
  offered: Capture | null;
  change(part: Partial<Draft>): void;
  replace(draft: Draft): void;
  accept(): void;
  decline(): void;
}

/**
 * The form's contents, kept in the browser's memory while the panel is closed, and filled in by captures of this
 * panel's window (of `tabId` where the panel is shown as a page of its own). Null while it is being read.
 */
export function useDraft(tabId: number | null): DraftState | null {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [capture, setCapture] = useState<Capture | null>(null);
  const [offered, setOffered] = useState<Capture | null>(null);
  const latest = useRef<Draft>(emptyDraft);

  const replace = useCallback((next: Draft) => {
    latest.current = next;
    setDraft(next);
    void writeStored('session', DRAFT, next);
  }, []);
  const change = useCallback((part: Partial<Draft>) => replace({ ...latest.current, ...part }), [replace]);
  const take = useCallback(
    (taken: Capture) => {
      setCapture(taken);
      setOffered(null);
      replace(draftOfCapture(taken));
    },
    [replace],
  );

  useEffect(() => {
    let current = true;
    const consider = async (value: unknown) => {
      const next = Capture.safeParse(value).data;
      if (!next || next.id === latest.current.captureId) return;
      const ours = tabId === null ? (await tabInFront())?.windowId === next.windowId : next.tabId === tabId;
      if (!current || !ours) return;
      if (isTouched(latest.current)) setOffered(next);
      else take(next);
    };
    const stop = onStored('session', CAPTURE, (value) => void consider(value));
    void (async () => {
      const stored = Draft.safeParse(await readStored('session', DRAFT)).data ?? emptyDraft;
      if (!current) return;
      latest.current = stored;
      setDraft(stored);
      await consider(await readStored('session', CAPTURE));
    })();
    return () => {
      current = false;
      stop();
    };
  }, [tabId, take]);

  const decline = useCallback(() => {
    setOffered(null);
    void writeStored('session', CAPTURE, null);
  }, []);
  if (draft === null) return null;
  return {
    draft,
    capture,
    offered,
    change,
    replace,
    accept: () => {
      if (offered) take(offered);
    },
    decline,
  };
}
