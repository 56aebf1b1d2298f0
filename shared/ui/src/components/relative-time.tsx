import { useLanguage } from '../i18n.ts';
import { fullTime, relativeTime } from '../time.ts';
import { useNow } from './use-now.ts';

export interface RelativeTimeProps {
  /** ISO 8601. */
  at: string;
  /** Milliseconds to add to this device's clock to get the server's. */
  offset?: number;
  className?: string;
}

/** How long ago something was; the full date is its title. */
export function RelativeTime({ at, offset = 0, className }: RelativeTimeProps) {
  const { language } = useLanguage();
  const now = useNow(30_000);
  return (
    <time dateTime={at} title={fullTime(at, language)} className={className}>
      {relativeTime(Date.parse(at), now + offset, language)}
    </time>
  );
}
