import {
  type Abstention,
  type Category,
  type ImminentBasis,
  type ItemState,
  imminentBases,
  itemLifecycle,
  type Priority,
  priorityOf,
  type Severity,
  type Urgency,
  urgencies,
} from '@lapwing/contracts';

/** What an item knows of all its flags together. */
export interface FoldedFacts {
  state: ItemState;
  reviewRound: number;
  category: Category;
  severity: Severity;
  urgency: Urgency;
  imminentBases: ImminentBasis[];
  flaggers: number;
  language: string | null;
  excerpt: string;
  risk: number | null;
  abstained: boolean;
  checkPercent: number | null;
}

/** What one flag adds. */
export interface FlagFacts {
  category: Category;
  severity: Severity;
  urgency: Urgency;
  imminentBases: readonly ImminentBasis[];
  language: string | null;
  excerpt: string;
  /** Whether this person has flagged the item before. */
  sameFlagger: boolean;
}

/**
 * The facts after one more flag: the gravest severity with its category, the most pressing urgency, every basis of
 * imminent danger. A flag on a dismissed item, or on one that waited for information, opens a new round of review.
 */
export function foldFlag(item: FoldedFacts, flag: FlagFacts): FoldedFacts {
  const state = itemLifecycle.next(item.state, 'FLAGGED');
  const reopened = state !== item.state;
  const graver = flag.severity > item.severity;
  return {
    state,
    reviewRound: item.reviewRound + (reopened ? 1 : 0),
    category: graver ? flag.category : item.category,
    severity: graver ? flag.severity : item.severity,
    urgency: urgencies.indexOf(flag.urgency) > urgencies.indexOf(item.urgency) ? flag.urgency : item.urgency,
    imminentBases: imminentBases.filter(
      (basis) => item.imminentBases.includes(basis) || flag.imminentBases.includes(basis),
    ),
    flaggers: item.flaggers + (flag.sameFlagger ? 0 : 1),
    language: item.language ?? flag.language,
    excerpt: item.excerpt === '' ? flag.excerpt : item.excerpt,
    risk: item.risk,
    abstained: item.abstained,
    checkPercent: item.checkPercent,
  };
}

/**
 * Where an item with these facts stands.
 *
 * @param abstention why the classifier is unsure, where it said so: of the newest score, or as the item's reasons
 *   have it (`abstentionIn`)
 */
export function priorityOfFacts(
  facts: Pick<
    FoldedFacts,
    'imminentBases' | 'urgency' | 'severity' | 'risk' | 'abstained' | 'flaggers' | 'checkPercent'
  >,
  abstention: Abstention | null,
): Priority {
  return priorityOf({
    imminentBases: facts.imminentBases,
    urgency: facts.urgency,
    severity: facts.severity,
    risk: facts.risk,
    abstained: facts.abstained,
    abstention,
    flaggers: facts.flaggers,
    checkPercent: facts.checkPercent,
  });
}
