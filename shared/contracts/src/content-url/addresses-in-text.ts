import { identifyContentUrl } from './identify-content-url.ts';

const written = /https?:\/\/[^\s<>"“”]+/giu;

/**
 * The addresses in a text that an app shared or a person pasted ("Look at this: https://…"), as written, in order. A
 * text without a scheme is one address where all of it can be one (`pantip.com/topic/1`), else none.
 */
export function addressesInText(text: string): string[] {
  const found = text.match(written);
  if (found !== null) return [...found];
  const whole = text.trim();
  return identifyContentUrl(whole).ok ? [whole] : [];
}
