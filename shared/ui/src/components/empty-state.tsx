import type { ReactNode } from 'react';

export interface EmptyStateProps {
  icon?: ReactNode;
  title: ReactNode;
  body?: ReactNode;
  action?: ReactNode;
  /** True where it stands for a whole page, so that the page has its heading. */
  page?: boolean;
}

/** Nothing here: why, and what to do next. */
export function EmptyState({ icon, title, body, action, page = false }: EmptyStateProps) {
  const Title = page ? 'h1' : 'p';
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center gap-1.5 px-4 py-12 text-center">
      {icon ? <div className="mb-1 text-ink-faint">{icon}</div> : null}
      <Title className="font-medium">{title}</Title>
      {body ? <p className="text-ink-muted text-pretty">{body}</p> : null}
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  );
}
