import { Check } from 'lucide-react';

export interface ChoiceChipsProps<Value extends string> {
  label: string;
  options: readonly { value: Value; label: string }[];
  chosen: readonly Value[];
  onChange: (chosen: Value[]) => void;
}

/** Any number of a few choices, as chips that are check boxes. */
export function ChoiceChips<Value extends string>({
  label,
  options,
  chosen,
  onChange,
}: ChoiceChipsProps<Value>) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {options.map((option) => {
          const on = chosen.includes(option.value);
          return (
            <label
              key={option.value}
              className={`relative inline-flex min-h-7 cursor-pointer items-center gap-1.5 rounded-full border px-2.5 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:min-h-9 ${
                on
                  ? 'border-accent bg-accent-soft text-accent-strong'
                  : 'border-line-strong text-ink-muted hover:text-ink'
              }`}
            >
              <input
                type="checkbox"
                className="sr-only"
                checked={on}
                onChange={() =>
                  onChange(on ? chosen.filter((value) => value !== option.value) : [...chosen, option.value])
                }
              />
              {on ? <Check size={13} aria-hidden="true" /> : null}
              {option.label}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
