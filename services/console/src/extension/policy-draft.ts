import { ExtensionPolicyInput } from '@lapwing/contracts';

/** A template while it is being written. `id` tells it from the others, however it is called and wherever it moves. */
export interface TemplateDraft {
  id: number;
  title: string;
  text: string;
}

/** The policy while it is being changed: minutes as the text of their field, breaks as a switch of their own. */
export type PolicyDraft = Omit<ExtensionPolicyInput, 'breakAfterMinutes' | 'noteTemplates'> & {
  breaks: boolean;
  minutes: string;
  templates: readonly TemplateDraft[];
};

/** What is proposed when breaks are switched on. */
const USUAL_MINUTES = '50';

/** The draft of a policy. */
export function draftOf(policy: ExtensionPolicyInput): PolicyDraft {
  const { adaptersOff, suggestions, safeViewing, breakAfterMinutes, noteTemplates } = policy;
  return {
    adaptersOff,
    suggestions,
    safeViewing,
    breaks: breakAfterMinutes !== null,
    minutes: breakAfterMinutes === null ? USUAL_MINUTES : String(breakAfterMinutes),
    templates: noteTemplates.map(({ title, text }, id) => ({ id, title, text })),
  };
}

/** Where a draft is wrong: `minutes`, `title-<id>` or `text-<id>` of a template, or elsewhere. */
export type Wrong = ReadonlySet<string>;

/** Parses a draft: the policy it makes, or where it is wrong. */
export function parseDraft(draft: PolicyDraft): { input: ExtensionPolicyInput } | { wrong: Wrong } {
  const { breaks, minutes, templates, ...rest } = draft;
  const parsed = ExtensionPolicyInput.safeParse({
    ...rest,
    breakAfterMinutes: breaks ? wholeNumber(minutes) : null,
    noteTemplates: templates.map(({ title, text }) => ({ title: title.trim(), text: text.trim() })),
  });
  if (parsed.success) return { input: parsed.data };
  return { wrong: new Set(parsed.error.issues.map(({ path }) => placeOf(path, templates))) };
}

function placeOf([field, index, part]: readonly PropertyKey[], templates: readonly TemplateDraft[]): string {
  if (field === 'breakAfterMinutes') return 'minutes';
  const template = field === 'noteTemplates' ? templates[Number(index)] : undefined;
  return template && part !== undefined ? `${String(part)}-${template.id}` : String(field);
}

const wholeNumber = (text: string) => (/^\s*\d{1,4}\s*$/.test(text) ? Number(text) : Number.NaN);

/** Whether saving the draft would change the policy; what is not finished counts as a change. */
export function isChanged(draft: PolicyDraft, policy: ExtensionPolicyInput): boolean {
  const parsed = parseDraft(draft);
  if ('wrong' in parsed) return true;
  const { adaptersOff, ...rest } = parsed.input;
  const before = draftOf(policy);
  const unchanged = parseDraft(before);
  if ('wrong' in unchanged) return true;
  const { adaptersOff: offBefore, ...restBefore } = unchanged.input;
  return (
    JSON.stringify(rest) !== JSON.stringify(restBefore) ||
    JSON.stringify([...adaptersOff].sort()) !== JSON.stringify([...offBefore].sort())
  );
}

/** An id that no template of the draft has. */
export function freshId(templates: readonly TemplateDraft[]): number {
  return Math.max(-1, ...templates.map(({ id }) => id)) + 1;
}
