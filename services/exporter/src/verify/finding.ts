/** One thing that was checked. */
export interface Finding {
  ok: boolean;
  sentence: string;
}

export const fine = (sentence: string): Finding => ({ ok: true, sentence });
export const wrong = (sentence: string): Finding => ({ ok: false, sentence });
