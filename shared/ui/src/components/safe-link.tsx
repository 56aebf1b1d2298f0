import { Check, Copy, ExternalLink } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { IconButton } from './icon-button.tsx';

export interface SafeLinkProps {
  url: string;
  /** A short link whose target nobody knows. */
  unresolved?: boolean;
}

/** Only web addresses can be opened; anything else is shown and copied, never followed. */
export function isWebAddress(url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed?.protocol === 'https:' || parsed?.protocol === 'http:';
}

/**
 * The address of flagged content: shown as text, copied with one press, opened only after a question, in a new
 * tab that learns nothing of where it came from. Lapwing itself never fetches it.
 */
export function SafeLink({ url, unresolved = false }: SafeLinkProps) {
  const { t } = useTranslation('common');
  const [asking, setAsking] = useState(false);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <div className="flex min-w-0 items-center gap-1">
      <code dir="ltr" title={url} className="min-w-0 flex-1 truncate font-mono text-sm text-ink">
        {url}
      </code>
      <IconButton
        label={copied ? t('actions.copied') : t('link.copy')}
        icon={copied ? <Check size={15} aria-hidden="true" /> : <Copy size={15} aria-hidden="true" />}
        onClick={() => {
          void navigator.clipboard.writeText(url).then(() => setCopied(true));
        }}
      />
      <span role="status" className="sr-only">
        {copied ? t('actions.copied') : ''}
      </span>
      {isWebAddress(url) ? (
        <IconButton
          label={t('link.open')}
          icon={<ExternalLink size={15} aria-hidden="true" />}
          onClick={() => setAsking(true)}
        />
      ) : null}
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={t('link.ask.title')}
        description={t('link.ask.body')}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{t('link.ask.cancel')}</Button>
            <Button
              variant="primary"
              onClick={() => {
                setAsking(false);
                window.open(url, '_blank', 'noopener,noreferrer');
              }}
            >
              {t('link.ask.confirm')}
            </Button>
          </>
        }
      >
        <p className="mb-2 rounded-sm bg-sunken px-2 py-1 font-mono text-sm wrap-anywhere">{url}</p>
        {unresolved ? <p className="mb-2 font-medium text-warn">{t('link.ask.unresolved')}</p> : null}
        <p className="text-sm text-ink-muted">{t('link.ask.private')}</p>
      </Dialog>
    </div>
  );
}
