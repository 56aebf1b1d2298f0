/** What a sealed field of an entry is bound to: moved to another entry or person, it does not open. */
export function phoneEntryContext(entryId: string, personId: string, field: 'url' | 'note'): string {
  return `phone-entry:${entryId}:${personId}:${field}`;
}
