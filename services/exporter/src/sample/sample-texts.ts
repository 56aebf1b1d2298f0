import type { Category } from '@lapwing/contracts';
import en from './messages/en.json' with { type: 'json' };
import th from './messages/th.json' with { type: 'json' };

/** What a sample says of itself, and an invented explanation of each category. */
export interface SampleTexts {
  language: string;
  notice: string;
  explanation: Readonly<Record<Category, string>>;
}

const catalogues: Readonly<Record<string, typeof en>> = { en, th };

/** The texts of a sample in a language (BCP 47); English where there are none. */
export function sampleTexts(language: string): SampleTexts {
  const base = new Intl.Locale(language).language;
  const own = catalogues[base];
  return own ? { language: base, ...own } : { language: 'en', ...en };
}
