import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  disabled?: boolean;
}

export interface SelectProps<Value extends string>
  extends Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'children'> {
  value: Value | '';
  options: readonly SelectOption<Value>[];
  onChange: (value: Value) => void;
  /** Shown while nothing is chosen; cannot be chosen itself. */
  placeholder?: string;
}

/**
 * A choice of one. A real select element, because it works with every keyboard, phone and screen reader and needs
 * no injected style, which the content security policy forbids; styled where the browser allows it.
 */
export function Select<Value extends string>({
  value,
  options,
  onChange,
  placeholder,
  className = '',
  ...rest
}: SelectProps<Value>) {
  return (
    <span className={`relative inline-flex w-full min-w-0 ${className}`}>
      <select
        {...rest}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
        className="control"
      >
        {placeholder !== undefined ? (
          <option value="" disabled hidden>
            {placeholder}
          </option>
        ) : null}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown size={14} aria-hidden="true" className="select-chevron" />
    </span>
  );
}
