import { NoteTemplate } from '@lapwing/contracts/extension-policy';
import { useEffect, useState } from 'react';
import { onPolicy, readPolicy } from '../policy/policy-store.ts';
import { NOTE_TEMPLATES } from '../stored-keys.ts';
import { pageMemory } from './page-memory.ts';

/** Templates that this person keeps for herself. */
export const ownTemplates = pageMemory(NOTE_TEMPLATES, NoteTemplate.array(), []);

/** The organisation's templates. */
export function useOrganisationTemplates(): readonly NoteTemplate[] {
  const [templates, setTemplates] = useState<readonly NoteTemplate[]>([]);
  useEffect(() => {
    void readPolicy().then(({ noteTemplates }) => setTemplates(noteTemplates));
    return onPolicy(({ noteTemplates }) => setTemplates(noteTemplates));
  }, []);
  return templates;
}

/** A template of one's own made of a note; null where the note is empty or too long for one. */
export function templateOf(note: string): NoteTemplate | null {
  const text = note.trim();
  const [firstLine = ''] = text.split('\n');
  return NoteTemplate.safeParse({ title: [...firstLine].slice(0, 40).join('').trim(), text }).data ?? null;
}

/** What a note becomes when words are put in the place of what is marked in it, and where the caret is then. */
export function inserted(
  note: string,
  words: string,
  start: number,
  end: number,
): { note: string; caret: number } {
  const before = note.slice(0, start);
  const glue = before === '' || /\s$/.test(before) ? '' : ' ';
  const caret = start + glue.length + words.length;
  return { note: `${before}${glue}${words}${note.slice(end)}`, caret };
}
