import type { Referral } from '@lapwing/contracts';
import type { Organisation } from '../envelope.ts';
import { requiredOf } from '../formats/format-not-ready.ts';
import { categoryTerms } from '../vocabulary/category-terms.ts';

export const DSA = 'Regulation (EU) 2022/2065 (Digital Services Act)';

/** Who gives notice, by Article 16(2)(c), or of which offences it is, of whose notifier the law asks nothing. */
export type Notifier = { kind: 'LEFT_OUT'; offence: string } | { kind: 'NAMED'; name: string; email: string };

/**
 * Name and e-mail address of the organisation, unless the law spares them. Throws `FormatNotReady` where it asks for an
 * address and there is none.
 */
export function notifierOf({ categoryCode }: Referral, organisation: Organisation): Notifier {
  const { directive } = categoryTerms[categoryCode];
  if (directive.length > 0)
    return {
      kind: 'LEFT_OUT',
      offence: `Directive 2011/93/EU, ${directive.map((article) => `Article ${article}`).join(', ')}`,
    };
  const email = requiredOf(organisation, 'contact', 'A notice under Article 16 of the Digital Services Act');
  return { kind: 'NAMED', name: organisation.name, email };
}

/** Category and keywords of the DSA Transparency Database. */
export const transparencyTerms = ({ categoryCode }: Referral) => ({
  category: 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
  keywords: categoryTerms[categoryCode].dsaKeywords,
});
