import type { Category } from '@lapwing/contracts';

/** The words that others have for one of our categories. Null: their vocabulary has none, and we choose no near one. */
export interface CategoryTerms {
  /** `exploitation_type` of XARF v4 `content/csem`. Source: github.com/xarf/xarf-spec at 37820dac; looked up 2026-11. */
  xarf: 'grooming' | 'solicitation' | 'sextortion' | 'trafficking' | 'distribution' | 'production' | null;
  /**
   * Articles of Directive 2011/93/EU whose offences such content points at; none where it is no offence of Articles 3
   * to 7. Decides whether a notice under the Digital Services Act names the notifier. Source: the directive as published
   * (OJ L 335, 17.12.2011); our reading of 2026-11, to be confirmed with counsel.
   */
  directive: readonly (3 | 4 | 5 | 6 | 7)[];
  /** Keywords of the DSA Transparency Database. Source: its API documentation; looked up 2026-11. */
  dsaKeywords: readonly `KEYWORD_${string}`[];
}

const material = 'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL';
const contact = 'KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS';
const trafficking = 'KEYWORD_HUMAN_TRAFFICKING';

/** Our categories in the vocabularies of recipients: the one place for it. Changed when a vocabulary changes. */
export const categoryTerms: Readonly<Record<Category, CategoryTerms>> = {
  CSAM_SUSPECTED: { xarf: 'distribution', directive: [5], dsaKeywords: [material] },
  CSAM_SYNTHETIC: { xarf: 'distribution', directive: [5], dsaKeywords: [material, `${material}_DEEPFAKE`] },
  CSAM_SOLICITATION: { xarf: 'solicitation', directive: [5, 7], dsaKeywords: [material] },
  GROOMING: { xarf: 'grooming', directive: [6], dsaKeywords: [contact] },
  SEXUAL_EXTORTION: { xarf: 'sextortion', directive: [3], dsaKeywords: [contact] },
  LIVE_STREAMED_CSEA: { xarf: 'production', directive: [4, 5], dsaKeywords: [material] },
  SEC_ADVERTISING: { xarf: 'trafficking', directive: [4], dsaKeywords: [trafficking] },
  TRAFFICKING_RECRUITMENT: { xarf: 'trafficking', directive: [4], dsaKeywords: [trafficking] },
  SEC_TRAVEL_TOURISM: { xarf: 'trafficking', directive: [4, 7], dsaKeywords: [trafficking] },
  CHILD_MARRIAGE: { xarf: null, directive: [], dsaKeywords: [trafficking] },
  SELF_GENERATED: { xarf: 'distribution', directive: [5], dsaKeywords: [material] },
  OTHER_SEC_RISK: { xarf: null, directive: [], dsaKeywords: ['KEYWORD_OTHER'] },
};
