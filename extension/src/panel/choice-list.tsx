import { KeyHint } from '@lapwing/ui';
import { type ReactNode, useId } from 'react';

interface Choice<Value> {
  value: Value;
  label: string;
  /** The key that chooses it, printed at the end of its line. */
  hotkey: string | undefined;
  /** Buttons behind the line. */
  aside?: ReactNode;
  /** Shown under the line while it is chosen. */
  details?: ReactNode;
}

export interface ChoiceListProps<Value> {
  name: string;
  legend: string;
  hint?: string | undefined;
  error: string | undefined;
  value: Value | null;
  choices: readonly Choice<Value>[];
  onChange: (value: Value) => void;
}

/** One of a few, all in sight, each with its key. */
export function ChoiceList<Value extends string | number>({
  name,
  legend,
  hint,
  error,
  value,
  choices,
  onChange,
}: ChoiceListProps<Value>) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div
      role="radiogroup"
      aria-labelledby={`${id}-legend`}
      aria-describedby={described || undefined}
      aria-invalid={error ? true : undefined}
      aria-required="true"
      className="flex flex-col"
    >
      <p id={`${id}-legend`} className="mb-0.5 text-sm font-medium">
        {legend}
      </p>
      {hint ? (
        <p id={`${id}-hint`} className="mb-1 text-sm text-ink-muted">
          {hint}
        </p>
      ) : null}
      <div
        className={`overflow-hidden rounded-md border bg-surface ${error ? 'border-danger' : 'border-line'}`}
      >
        {choices.map((choice) => {
          const chosen = choice.value === value;
          return (
            <div
              key={choice.value}
              className={`border-t border-line first:border-t-0 ${chosen ? 'bg-accent-soft' : 'hover:bg-sunken'}`}
            >
              <div className="flex items-start gap-1 pe-1">
                <label className="flex min-w-0 flex-1 cursor-pointer items-start gap-2 px-2.5 py-1 pointer-coarse:py-2">
                  <input
                    type="radio"
                    name={name}
                    value={choice.value}
                    checked={chosen}
                    onChange={() => onChange(choice.value)}
                    className="mt-0.5 size-4 shrink-0 accent-accent"
                  />
                  <span className={`min-w-0 flex-1 ${chosen ? 'font-medium' : ''}`}>{choice.label}</span>
                  {choice.hotkey ? <KeyHint keyName={choice.hotkey} /> : null}
                </label>
                {choice.aside}
              </div>
              {chosen && choice.details ? <div className="pe-2.5 pb-2 ps-8.5">{choice.details}</div> : null}
            </div>
          );
        })}
      </div>
      {error ? (
        <p id={`${id}-error`} className="mt-1 text-sm font-medium text-danger">
          {error}
        </p>
      ) : null}
    </div>
  );
}
