import { Eye, EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

export interface MaskedTextProps {
  /** The shape of the text, letters replaced (from the server). */
  excerpt: string;
  /** The text, once opened; null while hidden, empty where there is none. */
  text: ReactNode | null;
  /** BCP 47 tag of the text, for fonts and screen readers. */
  language?: string | null;
  pending?: boolean;
  onOpen: () => void;
  onClose: () => void;
  hotkey?: string;
  /** What else can be done with the text while it is open, beside hiding it. */
  actions?: ReactNode;
}

/** Text that is hidden until somebody opens it on purpose. It never fetches; the caller does, and hides it again. */
export function MaskedText({
  excerpt,
  text,
  language,
  pending,
  onOpen,
  onClose,
  hotkey,
  actions,
}: MaskedTextProps) {
  const { t } = useTranslation('common');
  if (text !== null) {
    return (
      <div>
        <p
          lang={language ?? undefined}
          dir="auto"
          className="leading-[1.7] text-ink wrap-anywhere whitespace-pre-wrap"
        >
          {text === '' ? <span className="text-ink-muted">{t('masked.empty')}</span> : text}
        </p>
        <div className="mt-1 -ms-2 flex flex-wrap gap-1">
          <Button
            size="sm"
            variant="quiet"
            icon={<EyeOff size={14} aria-hidden="true" />}
            hotkey={hotkey}
            onClick={onClose}
          >
            {t('masked.close')}
          </Button>
          {actions}
        </div>
      </div>
    );
  }
  return (
    <div>
      <p aria-hidden="true" className="line-clamp-4 text-ink-faint wrap-anywhere select-none">
        {excerpt}
      </p>
      <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button
          size="sm"
          icon={<Eye size={14} aria-hidden="true" />}
          hotkey={hotkey}
          pending={pending}
          onClick={onOpen}
        >
          {t('masked.open')}
        </Button>
        <span className="text-sm text-ink-muted">{t('masked.recorded')}</span>
      </div>
    </div>
  );
}
