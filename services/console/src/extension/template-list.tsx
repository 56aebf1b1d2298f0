import { Button, Field, IconButton, TextArea, TextInput } from '@lapwing/ui';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moved } from '../admin/recipient-draft.ts';
import { freshId, type TemplateDraft, type Wrong } from './policy-draft.ts';

const MOST_TEMPLATES = 30;

export interface TemplateListProps {
  templates: readonly TemplateDraft[];
  wrong: Wrong;
  onChange: (templates: TemplateDraft[]) => void;
}

/** Words for notes: written, put in order and taken away, all by keyboard. */
export function TemplateList({ templates, wrong, onChange }: TemplateListProps) {
  const { t } = useTranslation('extension-admin');
  const list = useRef<HTMLDivElement>(null);
  /** What has the focus after the next change: a control of a template, or the button that adds one. */
  const [focus, setFocus] = useState<string | null>(null);
  useEffect(() => {
    if (focus === null) return;
    const target = list.current?.querySelector<HTMLElement>(`[data-focus="${focus}"]:not(:disabled)`);
    target?.focus();
    setFocus(null);
  }, [focus]);
  const change = (id: number, next: Partial<TemplateDraft>) =>
    onChange(templates.map((one) => (one.id === id ? { ...one, ...next } : one)));
  const move = (template: TemplateDraft, step: 1 | -1) => {
    const next = moved(templates, template, step);
    onChange(next);
    // At an end the button that led there has nothing more to do; its neighbour leads back.
    const place = next.indexOf(template);
    const back = step === -1 ? place === 0 : place === next.length - 1;
    setFocus(`${(step === -1) === back ? 'down' : 'up'}-${template.id}`);
  };
  const remove = (index: number) => {
    const next = templates.filter((_, at) => at !== index);
    onChange(next);
    const neighbour = next[Math.min(index, next.length - 1)];
    setFocus(neighbour ? `title-${neighbour.id}` : 'add');
  };
  const add = () => {
    const id = freshId(templates);
    onChange([...templates, { id, title: '', text: '' }]);
    setFocus(`title-${id}`);
  };
  const errorOf = (part: 'title' | 'text', id: number) =>
    wrong.has(`${part}-${id}`) ? t(`templates.${part}Wrong`) : undefined;
  return (
    <div ref={list} className="flex flex-col gap-3">
      {templates.length === 0 ? <p className="text-ink-muted">{t('templates.none')}</p> : null}
      <ol className="flex flex-col gap-3 empty:hidden">
        {templates.map((template, index) => {
          const place = { place: index + 1, count: templates.length };
          return (
            <li key={template.id} className="rounded-md border border-line p-3">
              <div className="flex items-start gap-2">
                <div className="min-w-0 flex-1">
                  <Field label={t('templates.titleOf', place)} error={errorOf('title', template.id)} required>
                    {(control) => (
                      <TextInput
                        {...control}
                        data-focus={`title-${template.id}`}
                        maxLength={60}
                        value={template.title}
                        onChange={(event) => change(template.id, { title: event.target.value })}
                      />
                    )}
                  </Field>
                </div>
                <div className="flex pt-5">
                  <IconButton
                    data-focus={`up-${template.id}`}
                    label={t('templates.up', place)}
                    disabled={index === 0}
                    icon={<ArrowUp size={15} aria-hidden="true" />}
                    onClick={() => move(template, -1)}
                  />
                  <IconButton
                    data-focus={`down-${template.id}`}
                    label={t('templates.down', place)}
                    disabled={index === templates.length - 1}
                    icon={<ArrowDown size={15} aria-hidden="true" />}
                    onClick={() => move(template, 1)}
                  />
                  <IconButton
                    label={t('templates.remove', place)}
                    icon={<X size={15} aria-hidden="true" />}
                    onClick={() => remove(index)}
                  />
                </div>
              </div>
              <div className="mt-2">
                <Field
                  label={t('templates.textOf', place)}
                  error={errorOf('text', template.id)}
                  aside={`${template.text.length} / 500`}
                  required
                >
                  {(control) => (
                    <TextArea
                      {...control}
                      rows={2}
                      maxLength={500}
                      value={template.text}
                      onChange={(event) => change(template.id, { text: event.target.value })}
                    />
                  )}
                </Field>
              </div>
            </li>
          );
        })}
      </ol>
      <div>
        <Button
          data-focus="add"
          disabled={templates.length >= MOST_TEMPLATES}
          icon={<Plus size={14} aria-hidden="true" />}
          onClick={add}
        >
          {t('templates.add')}
        </Button>
      </div>
    </div>
  );
}
