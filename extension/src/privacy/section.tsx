import type { ReactNode } from 'react';

export interface SectionProps {
  title: string;
  intro?: string;
  children: ReactNode;
}

/** A part of the page under its heading. */
export function Section({ title, intro, children }: SectionProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      <div className="flex flex-col gap-0.5">
        <h2 className="text-lg">{title}</h2>
        {intro === undefined ? null : <p className="max-w-prose text-ink-muted">{intro}</p>}
      </div>
      {children}
    </section>
  );
}
