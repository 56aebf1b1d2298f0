import type { ComponentProps, ReactNode } from 'react';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** Its accessible name, and its tooltip. */
  label: string;
  icon: ReactNode;
}

/** A square button with an icon only. */
export function IconButton({ label, icon, className = '', type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      title={label}
      aria-label={label}
      {...rest}
      className={`inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-muted transition-colors hover:bg-sunken hover:text-ink disabled:opacity-50 pointer-coarse:size-9 ${className}`}
    >
      {icon}
    </button>
  );
}
