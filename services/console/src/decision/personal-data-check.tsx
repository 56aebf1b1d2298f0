import {
  findPersonalData,
  type PersonalData,
  type Place,
} from '@lapwing/contracts/personal-data/find-personal-data';
import { Button } from '@lapwing/ui';
import { Check } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

export interface PersonalDataCheckProps {
  /** What will leave. */
  text: string;
  /** Where it names a listed school. */
  schools: readonly Place[];
  /** What of it was confirmed. */
  confirmed: readonly string[];
  /** Whether the decision waits for it. */
  asked: boolean;
  onChange: (part: { explanation?: string; confirmedPersonalData?: string[] }) => void;
}

/** What in a text may tell who somebody is: each is taken out, or confirmed, by a person. */
export function PersonalDataCheck({ text, schools, confirmed, asked, onChange }: PersonalDataCheckProps) {
  const { t } = useTranslation('console');
  const title = useId();
  const found = findPersonalData(text, schools);
  if (found.length === 0) return null;
  const takeOut = ({ kind, start, end }: PersonalData) =>
    onChange({ explanation: `${text.slice(0, start)}[${t(`personalData.kind.${kind}`)}]${text.slice(end)}` });
  const open = found.filter((one) => !confirmed.includes(one.text)).length;
  return (
    <section
      aria-labelledby={title}
      data-invalid={asked && open > 0}
      className={`flex flex-col gap-2 rounded-md border px-3 py-2 ${open > 0 ? 'border-warn/60 bg-warn-soft' : 'border-line'}`}
    >
      <p id={title} className={`text-sm font-medium ${open > 0 ? 'text-warn' : ''}`}>
        {t(open > 0 ? 'personalData.title' : 'personalData.done')}
      </p>
      <ul className="flex flex-col gap-1.5">
        {found.map((one) => (
          <li key={one.start} className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
            <span className="min-w-0 flex-1 basis-40 break-words">
              <span className="text-ink-muted">{t(`personalData.kind.${one.kind}`)}:</span>{' '}
              <bdi className="font-medium">{one.text}</bdi>
            </span>
            <span className="flex gap-1">
              <Button
                size="sm"
                variant="quiet"
                aria-pressed={confirmed.includes(one.text)}
                aria-label={t('personalData.confirmOne', { text: one.text })}
                icon={confirmed.includes(one.text) ? <Check size={14} aria-hidden="true" /> : undefined}
                onClick={() => onChange({ confirmedPersonalData: toggled(confirmed, one.text) })}
              >
                {t('personalData.confirm')}
              </Button>
              <Button
                size="sm"
                aria-label={t('personalData.takeOutOne', { text: one.text })}
                onClick={() => takeOut(one)}
              >
                {t('personalData.takeOut')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {asked && open > 0 ? (
        <p role="alert" className="text-sm text-danger">
          {t('personalData.missing', { count: open })}
        </p>
      ) : null}
    </section>
  );
}

function toggled(texts: readonly string[], text: string): string[] {
  return texts.includes(text) ? texts.filter((other) => other !== text) : [...texts, text];
}
