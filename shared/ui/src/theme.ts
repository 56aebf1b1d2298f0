import { useCallback, useState } from 'react';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const THEME_KEY = 'lapwing.theme';

function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(THEME_KEY);
    return themes.find((theme) => theme === stored) ?? 'system';
  } catch {
    return 'system';
  }
}

/** Sets the document's theme from the stored choice; without one, the stylesheet follows the device. */
export function applyTheme(theme: Theme = storedTheme()): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** The chosen theme and how to change it; the choice is remembered on this device. */
export function useTheme(): { theme: Theme; setTheme: (theme: Theme) => void } {
  const [theme, setState] = useState(storedTheme);
  const setTheme = useCallback((next: Theme) => {
    try {
      localStorage.setItem(THEME_KEY, next);
    } catch {
      // Storage may be blocked; the choice then lasts as long as the page.
    }
    applyTheme(next);
    setState(next);
  }, []);
  return { theme, setTheme };
}
