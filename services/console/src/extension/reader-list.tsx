import { type AdapterReports, type AdapterTrouble, type Platform, platforms } from '@lapwing/contracts';
import { useLanguage } from '@lapwing/ui';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { PlatformGlyph } from '../queue/platform-glyph.tsx';

type Switchable = Exclude<Platform, 'WEB'>;
const switchable = platforms.filter((platform): platform is Switchable => platform !== 'WEB');

export interface ReaderListProps {
  off: readonly Switchable[];
  /** Null while they are not known. */
  reports: AdapterReports | null;
  onChange: (off: Switchable[]) => void;
}

/** A switch for the reader of every platform, with how often it found nothing. */
export function ReaderList({ off, reports, onChange }: ReaderListProps) {
  const { t } = useTranslation(['extension-admin', 'taxonomy']);
  const troubleOf = (adapter: Platform) => reports?.adapters.find((one) => one.adapter === adapter);
  const general = troubleOf('WEB');
  return (
    <ul
      aria-label={t('extension-admin:readers.title')}
      className="divide-y divide-line rounded-md border border-line"
    >
      {switchable.map((platform) => {
        const on = !off.includes(platform);
        return (
          <Reader
            key={platform}
            platform={platform}
            name={t(`taxonomy:platform.${platform}`)}
            trouble={troubleOf(platform)}
            on={on}
            onSwitch={() => onChange(on ? [...off, platform] : off.filter((other) => other !== platform))}
          />
        );
      })}
      {general ? (
        <Reader platform="WEB" name={t('extension-admin:readers.general')} trouble={general} />
      ) : null}
    </ul>
  );
}

interface ReaderProps {
  platform: Platform;
  name: string;
  trouble: AdapterTrouble | undefined;
  on?: boolean;
  /** Absent: it cannot be switched. */
  onSwitch?: () => void;
}

function Reader({ platform, name, trouble, on = true, onSwitch }: ReaderProps) {
  const { t } = useTranslation('extension-admin');
  const id = useId();
  return (
    <li className="flex items-center gap-3 px-3 py-1.5">
      <span aria-hidden="true">
        <PlatformGlyph platform={platform} />
      </span>
      <label htmlFor={id} className="min-w-0 flex-1 cursor-pointer py-0.5">
        <span className={on ? '' : 'text-ink-muted'}>{name}</span>
        {trouble ? <Trouble trouble={trouble} id={`${id}-trouble`} /> : null}
      </label>
      {onSwitch ? (
        <>
          <span aria-hidden="true" className="text-sm text-ink-muted">
            {t(on ? 'readers.on' : 'readers.off')}
          </span>
          <input
            id={id}
            type="checkbox"
            role="switch"
            aria-checked={on}
            checked={on}
            onChange={onSwitch}
            aria-describedby={trouble ? `${id}-trouble` : undefined}
            className="switch"
          />
        </>
      ) : null}
    </li>
  );
}

function Trouble({ trouble, id }: { trouble: AdapterTrouble; id: string }) {
  const { t } = useTranslation('extension-admin');
  const { language } = useLanguage();
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return (
    <span id={id} className="block text-sm">
      {t('readers.trouble', { count: trouble.times, day: day.format(new Date(trouble.lastOn)) })}{' '}
      <span className="text-ink-muted">
        {t('readers.versions', { versions: trouble.extensionVersions.join(', ') })}
      </span>
    </span>
  );
}
