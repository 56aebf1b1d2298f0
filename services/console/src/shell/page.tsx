import { type ReactNode, useEffect } from 'react';

export interface PageProps {
  title: string;
  body?: ReactNode;
  actions?: ReactNode;
  /** Wide pages hold tables. */
  wide?: boolean;
  children: ReactNode;
}

/** Sets the window's title. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Lapwing`;
  }, [title]);
}

/** A page of one column: heading, what it is for, what can be done, content. */
export function Page({ title, body, actions, wide = false, children }: PageProps) {
  useTitle(title);
  return (
    <div className="h-full overflow-y-auto">
      <div className={`mx-auto flex flex-col gap-4 px-4 py-5 md:px-8 ${wide ? 'max-w-6xl' : 'max-w-3xl'}`}>
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <div className="min-w-0">
            <h1 className="text-xl font-semibold">{title}</h1>
            {body ? <p className="text-ink-muted">{body}</p> : null}
          </div>
          {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
        </header>
        {children}
      </div>
    </div>
  );
}

/** A part of a page under its own heading. */
export function Section({
  title,
  aside,
  children,
}: {
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="font-semibold">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
