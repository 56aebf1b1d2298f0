import type { Language } from './words.ts';

/** How a screen is looked at. */
export interface Variant {
  name: string;
  language: Language;
  scheme: 'light' | 'dark';
  size: { width: number; height: number };
  touch: boolean;
}

const desk = { width: 1280, height: 860 };
/** A small phone, in CSS pixels. */
const phone = { width: 375, height: 720 };

export const variants = {
  light: { name: 'light', language: 'en', scheme: 'light', size: desk, touch: false },
  dark: { name: 'dark', language: 'en', scheme: 'dark', size: desk, touch: false },
  thai: { name: 'thai', language: 'th', scheme: 'light', size: desk, touch: false },
  narrow: { name: 'narrow', language: 'en', scheme: 'light', size: phone, touch: true },
  thaiNarrowDark: { name: 'thai-narrow-dark', language: 'th', scheme: 'dark', size: phone, touch: true },
} as const satisfies Record<string, Variant>;
