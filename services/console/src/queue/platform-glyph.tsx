import type { Platform } from '@lapwing/contracts';
import { Globe } from 'lucide-react';
import { useTranslation } from 'react-i18next';

const letters: Record<Platform, string> = {
  FACEBOOK: 'Fb',
  INSTAGRAM: 'Ig',
  YOUTUBE: 'Yt',
  TIKTOK: 'Tt',
  X: 'X',
  TELEGRAM: 'Tg',
  REDDIT: 'Rd',
  DISCORD: 'Dc',
  VK: 'Vk',
  LINE: 'Ln',
  PANTIP: 'Pt',
  GOOGLE: 'Go',
  MASTODON: 'Ms',
  BLUESKY: 'Bs',
  WEB: '',
};

/** A platform as two letters; its name is read out and shown as title. */
export function PlatformGlyph({ platform }: { platform: Platform }) {
  const { t } = useTranslation('taxonomy');
  const name = t(`platform.${platform}`);
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      className="inline-flex h-5 w-6 shrink-0 items-center justify-center rounded-xs border border-line bg-sunken text-xs font-semibold text-ink-muted"
    >
      {letters[platform] === '' ? <Globe size={12} aria-hidden="true" /> : letters[platform]}
    </span>
  );
}
