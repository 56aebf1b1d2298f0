import {
  type Category,
  type ClaimView,
  DecisionInput,
  isInScriptOf,
  type Modifier,
  otherThan,
  type Severity,
  seemingLanguage,
  type TranslationLanguage,
  type Verdict,
} from '@lapwing/contracts';
import { type Place, unconfirmed } from '@lapwing/contracts/personal-data/find-personal-data';

/** What a reviewer has written so far about one item. */
export interface Draft {
  verdict: Verdict;
  category: Category | null;
  secondaryCategories: Category[];
  modifiers: Modifier[];
  severity: Severity | null;
  explanation: string;
  /** The explanation in another language; null: nobody asked for one. Its language follows the explanation until it is chosen. */
  translation: { language: TranslationLanguage | null; text: string } | null;
  /** Personal data in the explanation and its translation that must leave, as it stands there. */
  confirmedPersonalData: string[];
  note: string;
}

/** A draft as it starts: what the flaggers said, for the reviewer to correct. */
export function startDraft(verdict: Verdict, item: { category: Category; severity: Severity }): Draft {
  return {
    verdict,
    category: item.category,
    secondaryCategories: [],
    modifiers: [],
    severity: item.severity,
    explanation: '',
    translation: null,
    confirmedPersonalData: [],
    note: '',
  };
}

/** Into which language a draft is translated: the chosen one, else the other one than the explanation seems to be in. */
export const languageOfTranslation = ({
  translation,
  explanation,
}: Pick<Draft, 'translation' | 'explanation'>): TranslationLanguage =>
  translation?.language ?? otherThan(seemingLanguage(explanation));

export type DraftGap =
  | 'category'
  | 'severity'
  | 'explanation'
  | 'personalData'
  | 'personalDataOfTranslation'
  | 'languageOfTranslation';

/** Where its texts name a listed school. */
export interface SchoolsOfDraft {
  explanation: readonly Place[];
  translation: readonly Place[];
}

/** What a draft still lacks before it can be sent. */
export function draftGaps(
  draft: Draft,
  schools: SchoolsOfDraft = { explanation: [], translation: [] },
): DraftGap[] {
  if (draft.verdict !== 'CONFIRM') return [];
  const gaps: DraftGap[] = [];
  if (!draft.category) gaps.push('category');
  if (!draft.severity) gaps.push('severity');
  if (draft.explanation.trim() === '') gaps.push('explanation');
  if (unconfirmed(draft.explanation, draft.confirmedPersonalData, schools.explanation).length > 0)
    gaps.push('personalData');
  const translation = draft.translation?.text ?? '';
  if (unconfirmed(translation, draft.confirmedPersonalData, schools.translation).length > 0)
    gaps.push('personalDataOfTranslation');
  if (translation.trim() !== '' && !isInScriptOf(languageOfTranslation(draft), translation))
    gaps.push('languageOfTranslation');
  return gaps;
}

/** The decision a complete draft makes, on the version of the item the reviewer saw; null while it has gaps. */
export function decisionOf(draft: Draft, claim: ClaimView, itemVersion: number): DecisionInput | null {
  const confirms = draft.verdict === 'CONFIRM';
  const translated = draft.translation?.text.trim() ?? '';
  const input: DecisionInput = {
    claimId: claim.claimId,
    token: claim.token,
    itemVersion,
    verdict: draft.verdict,
    note: draft.note.trim(),
    ...(confirms
      ? {
          category: draft.category,
          secondaryCategories: draft.secondaryCategories.filter((category) => category !== draft.category),
          modifiers: draft.modifiers,
          severity: draft.severity,
          explanation: draft.explanation.trim(),
          ...(draft.translation && translated !== ''
            ? {
                translation: {
                  language: languageOfTranslation(draft),
                  text: translated,
                },
              }
            : {}),
          confirmedPersonalData: draft.confirmedPersonalData.filter(
            (text) => draft.explanation.includes(text) || translated.includes(text),
          ),
        }
      : {}),
  };
  return DecisionInput.safeParse(input).success ? input : null;
}

const drafts = new Map<string, Draft>();

/** Drafts by item, in memory only: they outlive a refusal, a new sign-in and a change of page, not the tab. */
export const draftStore = {
  get: (itemId: string): Draft | null => drafts.get(itemId) ?? null,
  set: (itemId: string, draft: Draft): void => void drafts.set(itemId, draft),
  drop: (itemId: string): void => void drafts.delete(itemId),
};
