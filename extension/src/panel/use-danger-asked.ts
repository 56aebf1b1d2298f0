import { useEffect, useEffectEvent } from 'react';
import { onStored } from '../browser/storage.ts';
import { tabInFront } from '../browser/tabs.ts';
import { Capture } from '../capture/capture.ts';
import { CAPTURE } from '../stored-keys.ts';

/** Calls back when the browser's keyboard command for imminent danger was pressed in this panel's window. */
export function useDangerAsked(tabId: number | null, onAsked: () => void): void {
  const asked = useEffectEvent(onAsked);
  useEffect(
    () =>
      onStored('session', CAPTURE, (value) => {
        const capture = Capture.safeParse(value).data;
        if (!capture?.danger) return;
        void (async () => {
          const ours =
            tabId === null ? (await tabInFront())?.windowId === capture.windowId : capture.tabId === tabId;
          if (ours) asked();
        })();
      }),
    [tabId],
  );
}
