import type { ReactNode } from 'react';

const tones = {
  neutral: 'border-line bg-sunken text-ink-muted',
  accent: 'border-transparent bg-accent-soft text-accent-strong',
  warn: 'border-transparent bg-warn-soft text-warn',
  danger: 'border-transparent bg-danger-soft text-danger',
} as const;
export type Tone = keyof typeof tones;

export interface BadgeProps {
  tone?: Tone;
  icon?: ReactNode;
  children: ReactNode;
}

/** A short state in words. The tone only underlines what the words say. */
export function Badge({ tone = 'neutral', icon, children }: BadgeProps) {
  return (
    <span
      className={`inline-flex max-w-full items-center gap-1 rounded-sm border px-1.5 text-xs font-medium ${tones[tone]}`}
    >
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
