import type { ReactNode } from 'react';

export interface ScrollAreaProps {
  label: string;
  /** How it looks, and how high it may be. */
  className?: string;
  children: ReactNode;
}

/** Scrolls inside itself where its content is larger than its place, also by keyboard. */
export function ScrollArea({ label, className = '', children }: ScrollAreaProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className={`overflow-auto rounded-md border border-line ${className}`}
    >
      {children}
    </section>
  );
}
