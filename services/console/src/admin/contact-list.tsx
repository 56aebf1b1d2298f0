import { Button, Field, IconButton, TextInput } from '@lapwing/ui';
import { Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactDraft } from './recipient-draft.ts';

const MOST_CONTACTS = 20;
const parts = [
  { name: 'name', maximum: 120 },
  { name: 'email', maximum: 254 },
  { name: 'phone', maximum: 40 },
  { name: 'web', maximum: 500 },
  { name: 'note', maximum: 300 },
] as const;

export interface ContactListProps {
  contacts: readonly ContactDraft[];
  onChange: (contacts: ContactDraft[]) => void;
  errorOf: (path: string) => string | undefined;
}

/** Whom to reach at a recipient: written and taken away, all by keyboard. */
export function ContactList({ contacts, onChange, errorOf }: ContactListProps) {
  const { t } = useTranslation('recipient-settings');
  const list = useRef<HTMLDivElement>(null);
  /** What has the focus after the next change: the name of a contact, or the button that adds one. */
  const [focus, setFocus] = useState<string | null>(null);
  useEffect(() => {
    if (focus === null) return;
    list.current?.querySelector<HTMLElement>(`[data-focus="${focus}"]`)?.focus();
    setFocus(null);
  }, [focus]);
  const add = () => {
    const id = Math.max(-1, ...contacts.map((contact) => contact.id)) + 1;
    onChange([...contacts, { id, name: '', email: '', phone: '', web: '', note: '' }]);
    setFocus(`name-${id}`);
  };
  const remove = (index: number) => {
    const next = contacts.filter((_, at) => at !== index);
    onChange(next);
    const neighbour = next[Math.min(index, next.length - 1)];
    setFocus(neighbour ? `name-${neighbour.id}` : 'add');
  };
  return (
    <div ref={list} className="flex flex-col gap-2">
      <ol aria-label={t('contacts')} className="flex flex-col gap-2 empty:hidden">
        {contacts.map((contact, index) => (
          <li key={contact.id} className="relative rounded-md border border-line p-3 pr-11">
            <div className="grid gap-2 sm:grid-cols-2">
              {parts.map(({ name, maximum }) => (
                <Field
                  key={name}
                  label={t(`contact.${name}`)}
                  error={
                    errorOf(`configuration.contacts.${index}.${name}`) ? t(`contactWrong.${name}`) : undefined
                  }
                  required={name === 'name'}
                  optional={name !== 'name'}
                >
                  {(control) => (
                    <TextInput
                      {...control}
                      data-focus={`${name}-${contact.id}`}
                      maxLength={maximum}
                      type={name === 'email' ? 'email' : name === 'phone' ? 'tel' : 'text'}
                      value={contact[name]}
                      onChange={(event) =>
                        onChange(
                          contacts.map((one) =>
                            one.id === contact.id ? { ...one, [name]: event.target.value } : one,
                          ),
                        )
                      }
                    />
                  )}
                </Field>
              ))}
            </div>
            <span className="absolute top-1 right-1">
              <IconButton
                label={t('contactRemove', { place: index + 1 })}
                icon={<X size={15} aria-hidden="true" />}
                onClick={() => remove(index)}
              />
            </span>
          </li>
        ))}
      </ol>
      <div>
        <Button
          data-focus="add"
          disabled={contacts.length >= MOST_CONTACTS}
          icon={<Plus size={14} aria-hidden="true" />}
          onClick={add}
        >
          {t('contactAdd')}
        </Button>
      </div>
    </div>
  );
}
