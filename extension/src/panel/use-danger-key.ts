import { useEffect, useEffectEvent } from 'react';
import { formAction } from './form-keys.ts';
import { isTyping } from './is-typing.ts';
import { useSingleKeys } from './use-single-keys.ts';

/**
 * Imminent danger is two keys away at most, wherever she is in the panel: Escape leaves a field (or closes a dialog, by
 * itself), 0 opens the checklist.
 */
export function useDangerKey(onDanger: () => void): void {
  const [singleKeys] = useSingleKeys();
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || document.querySelector('[data-layer="modal"]')) return;
    const typing = isTyping(event.target);
    if (event.key === 'Escape' && typing && event.target instanceof HTMLElement) {
      const around = event.target.closest<HTMLElement>('[tabindex="-1"]');
      if (around) around.focus({ preventScroll: true });
      else event.target.blur();
    } else if (formAction(event, typing, singleKeys)?.kind === 'IMMINENT') {
      event.preventDefault();
      onDanger();
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => pressed(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}
