import type { ComponentProps, ReactNode } from 'react';
import { KeyHint } from './key-hint.tsx';

const variants = {
  primary: 'bg-accent text-on-accent border-transparent hover:bg-accent-strong',
  secondary: 'bg-surface text-ink border-line-strong hover:bg-sunken',
  quiet: 'bg-transparent text-ink-muted border-transparent hover:bg-sunken hover:text-ink',
  danger: 'bg-danger-solid text-on-danger border-transparent hover:brightness-90',
} as const;
const sizes = {
  sm: 'min-h-7 px-2 text-sm gap-1.5 pointer-coarse:min-h-9',
  md: 'min-h-8 px-3 text-base gap-2 pointer-coarse:min-h-10',
  lg: 'min-h-10 px-4 text-base gap-2',
} as const;

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: keyof typeof variants;
  size?: keyof typeof sizes;
  icon?: ReactNode;
  /** The key that does the same, printed on the button. Binding it is the caller's work. */
  hotkey?: string;
  /** Work is under way: the button keeps its width, cannot be pressed, and says so to screen readers. */
  pending?: boolean;
}

/** Looks of a button for elements that are links. */
export function buttonClass(
  variant: keyof typeof variants = 'secondary',
  size: keyof typeof sizes = 'md',
): string {
  return `inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap select-none transition-colors disabled:opacity-55 disabled:cursor-not-allowed ${variants[variant]} ${sizes[size]}`;
}

export function Button({
  variant = 'secondary',
  size = 'md',
  icon,
  hotkey,
  pending = false,
  disabled,
  className = '',
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      {...rest}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      className={`${buttonClass(variant, size)} ${pending ? 'animate-pulse' : ''} ${className}`}
    >
      {icon}
      {children}
      {hotkey ? <KeyHint keyName={hotkey} onSolid={variant === 'primary' || variant === 'danger'} /> : null}
    </button>
  );
}
