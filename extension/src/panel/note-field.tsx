import { Button, Field, KeyHint, TextArea } from '@lapwing/ui';
import { X } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { inserted, ownTemplates, templateOf, useOrganisationTemplates } from './note-templates.ts';
import { usePageMemory } from './page-memory.ts';

export interface NoteFieldProps {
  note: string;
  required: boolean;
  error: string | undefined;
  onChange: (note: string) => void;
}

/** The note, with templates of the organisation and one's own that go in at the caret. */
export function NoteField({ note, required, error, onChange }: NoteFieldProps) {
  const { t } = useTranslation(['extension', 'guidance']);
  const area = useRef<HTMLTextAreaElement>(null);
  const organisation = useOrganisationTemplates();
  const [own, setOwn] = usePageMemory(ownTemplates);
  const all = [
    ...organisation.map((template) => ({ ...template, isOwn: false })),
    ...own.map((template) => ({ ...template, isOwn: true })),
  ];
  const insert = (words: string) => {
    const { selectionStart = note.length, selectionEnd = note.length } = area.current ?? {};
    const next = inserted(note, words, selectionStart, selectionEnd);
    onChange(next.note);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(next.caret, next.caret);
    });
  };
  const pressed = (event: KeyboardEvent) => {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    const template = digit === undefined ? undefined : all[Number(digit) - 1];
    if (!event.ctrlKey || !event.shiftKey || event.altKey || !template) return;
    event.preventDefault();
    insert(template.text);
  };
  const kept = templateOf(note);
  const isNew = kept !== null && all.every(({ text }) => text !== kept.text);
  return (
    <div className="flex flex-col gap-1.5">
      <Field
        label={t('extension:why.note')}
        hint={t('extension:why.noteHint')}
        optional={!required}
        required={required}
        error={error}
      >
        {(control) => (
          <TextArea
            {...control}
            ref={area}
            name="note"
            dir="auto"
            value={note}
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={pressed}
          />
        )}
      </Field>
      {all.length > 0 ? (
        <ul aria-label={t('guidance:templates.title')} className="flex flex-col gap-1">
          {all.map(({ title, text, isOwn }, index) => (
            <li key={`${isOwn} ${title} ${text}`} className="flex min-w-0 items-center gap-1">
              <Button
                size="sm"
                className="min-w-0 shrink! justify-start!"
                title={text}
                onClick={() => insert(text)}
              >
                <span className="sr-only">{t('guidance:templates.insert')}</span>
                <span className="min-w-0 truncate">{title}</span>
                {index < 9 ? <KeyHint keyName={`Ctrl ⇧ ${index + 1}`} /> : null}
              </Button>
              {isOwn ? (
                <Button
                  size="sm"
                  variant="quiet"
                  aria-label={t('guidance:templates.remove', { title })}
                  icon={<X size={14} aria-hidden="true" />}
                  onClick={() => setOwn(own.filter((other) => other.text !== text))}
                />
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {isNew ? (
        <div className="flex flex-col items-start gap-1">
          <Button size="sm" variant="quiet" className="-ms-2" onClick={() => setOwn([...own, kept])}>
            {t('guidance:templates.keep')}
          </Button>
          <p className="text-sm text-ink-muted">{t('guidance:templates.keepHint')}</p>
        </div>
      ) : null}
    </div>
  );
}
