import { type ReferralField, referralFields } from '../recipient.ts';
import type { TranslationLanguage } from '../translation.ts';

/** Every field, for a recipient that reads this language: of translations the one into it. */
export const fieldsIn = (language: TranslationLanguage): ReferralField[] =>
  referralFields.filter((field) => !field.startsWith('translation_') || field === `translation_${language}`);
