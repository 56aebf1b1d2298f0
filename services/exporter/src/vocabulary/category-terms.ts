import type { Category } from '@lapwing/contracts';

/** The words that others have for one of our categories. Null: their vocabulary has none, and we choose no near one. */
export interface CategoryTerms {
  /** `exploitation_type` of XARF v4 `content/csem`. Source: github.com/xarf/xarf-spec at 37820dac; looked up 2026-11. */
  xarf: 'grooming' | 'solicitation' | 'sextortion' | 'trafficking' | 'distribution' | 'production' | null;
}

/** Our categories in the vocabularies of recipients: the one place for it. Changed when a vocabulary changes. */
export const categoryTerms: Readonly<Record<Category, CategoryTerms>> = {
  CSAM_SUSPECTED: { xarf: 'distribution' },
  CSAM_SYNTHETIC: { xarf: 'distribution' },
  CSAM_SOLICITATION: { xarf: 'solicitation' },
  GROOMING: { xarf: 'grooming' },
  SEXUAL_EXTORTION: { xarf: 'sextortion' },
  LIVE_STREAMED_CSEA: { xarf: 'production' },
  SEC_ADVERTISING: { xarf: 'trafficking' },
  TRAFFICKING_RECRUITMENT: { xarf: 'trafficking' },
  SEC_TRAVEL_TOURISM: { xarf: 'trafficking' },
  CHILD_MARRIAGE: { xarf: null },
  SELF_GENERATED: { xarf: 'distribution' },
  OTHER_SEC_RISK: { xarf: null },
};
