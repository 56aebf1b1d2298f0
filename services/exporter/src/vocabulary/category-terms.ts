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
  /**
   * `incidentType` of NCMEC's CyberTipline and its `reportAnnotations`. The phrases are the law's and NCMEC's; we use them
   * nowhere else. Source: cyber_tipline.xsd, edition of November 2025; looked up 2026-11. Null also where a person has
   * to choose.
   */
  ncmec: { incidentType: string; annotation?: 'sextortion' | 'csamSolicitation' } | null;
}

const apparentMaterial = { incidentType: 'Child Pornography (possession, manufacture, and distribution)' };
const enticement = { incidentType: 'Online Enticement of Children for Sexual Acts' };
const sexTrafficking = { incidentType: 'Child Sex Trafficking' };

const material = 'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL';
const contact = 'KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS';
const trafficking = 'KEYWORD_HUMAN_TRAFFICKING';

/** Our categories in the vocabularies of recipients: the one place for it. Changed when a vocabulary changes. */
export const categoryTerms: Readonly<Record<Category, CategoryTerms>> = {
  CSAM_SUSPECTED: { xarf: 'distribution', directive: [5], dsaKeywords: [material], ncmec: apparentMaterial },
  CSAM_SYNTHETIC: {
    xarf: 'distribution',
    directive: [5],
    dsaKeywords: [material, `${material}_DEEPFAKE`],
    ncmec: apparentMaterial,
  },
  CSAM_SOLICITATION: {
    xarf: 'solicitation',
    directive: [5, 7],
    dsaKeywords: [material],
    ncmec: { ...apparentMaterial, annotation: 'csamSolicitation' },
  },
  GROOMING: { xarf: 'grooming', directive: [6], dsaKeywords: [contact], ncmec: enticement },
  SEXUAL_EXTORTION: {
    xarf: 'sextortion',
    directive: [3],
    dsaKeywords: [contact],
    ncmec: { ...enticement, annotation: 'sextortion' },
  },
  LIVE_STREAMED_CSEA: {
    xarf: 'production',
    directive: [4, 5],
    dsaKeywords: [material],
    ncmec: apparentMaterial,
  },
  SEC_ADVERTISING: { xarf: 'trafficking', directive: [4], dsaKeywords: [trafficking], ncmec: sexTrafficking },
  TRAFFICKING_RECRUITMENT: {
    xarf: 'trafficking',
    directive: [4],
    dsaKeywords: [trafficking],
    ncmec: sexTrafficking,
  },
  SEC_TRAVEL_TOURISM: {
    xarf: 'trafficking',
    directive: [4, 7],
    dsaKeywords: [trafficking],
    ncmec: { incidentType: 'Child Sex Tourism' },
  },
  CHILD_MARRIAGE: { xarf: null, directive: [], dsaKeywords: [trafficking], ncmec: null },
  SELF_GENERATED: { xarf: 'distribution', directive: [5], dsaKeywords: [material], ncmec: null },
  OTHER_SEC_RISK: { xarf: null, directive: [], dsaKeywords: ['KEYWORD_OTHER'], ncmec: null },
};
