/** Fields whose content nobody needs to see to know that it is there: secrets, and what a post or a person says. */
const secrets = new Set(['token', 'deviceCode', 'userCode']);
const texts = new Set(['text', 'note']);

export interface MaskWords {
  secret: string;
  text(length: number): string;
}

/**
 * A stored value as text that can be shown: secrets and texts are named, not shown (rule 10: a text is masked until it
 * is asked for, and here nobody asks for one).
 */
export function maskedValue(value: unknown, words: MaskWords): string {
  const masked = JSON.stringify(
    value,
    (key, inner: unknown) => {
      if (typeof inner !== 'string' || inner === '') return inner;
      if (secrets.has(key)) return words.secret;
      return texts.has(key) ? words.text(inner.length) : inner;
    },
    2,
  );
  return masked ?? '';
}
