export interface KeyHintProps {
  keyName: string;
  onSolid?: boolean;
}

/** A key as printed on a button. Hidden from screen readers and where there is no keyboard. */
export function KeyHint({ keyName, onSolid = false }: KeyHintProps) {
  return (
    <span
      aria-hidden="true"
      className={`inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-xs border px-1 font-sans text-xs leading-none pointer-coarse:hidden ${
        onSolid ? 'border-current/45 text-current' : 'border-line-strong text-ink-muted'
      }`}
    >
      {keyName}
    </span>
  );
}
