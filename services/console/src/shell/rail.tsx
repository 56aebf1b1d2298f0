import { Link, useLocation } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/account.ts';
import { placesFor } from './navigation.ts';

/** Where one can go: a rail at the left, a bar at the bottom of a phone. Only what the roles may see. */
export function Rail({ onSearch }: { onSearch: () => void }) {
  const { t } = useTranslation('console');
  const me = useMe();
  const places = placesFor(me.permissions);
  const { pathname } = useLocation();
  const list = useRef<HTMLUListElement>(null);
  // Not all of them fit on a phone: where one is should be seen.
  useEffect(() => {
    const current = list.current?.querySelector('[aria-current="page"]');
    current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);
  const item =
    'flex min-w-0 items-center gap-2.5 rounded-md text-ink-muted transition-colors hover:bg-line/60 hover:text-ink max-md:min-w-16 max-md:flex-col max-md:gap-0.5 max-md:px-1.5 max-md:py-1.5 max-md:text-xs md:h-8 md:px-2 aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-strong aria-[current=page]:font-medium';
  return (
    <nav
      aria-label={t('nav.label')}
      className="shrink-0 border-line bg-canvas max-md:order-last max-md:border-t max-md:pb-[env(safe-area-inset-bottom)] md:flex md:w-13 md:flex-col md:border-r md:p-2 xl:w-44"
    >
      <div className="hidden items-center gap-2 px-1.5 pt-0.5 pb-3 md:flex">
        <img src="/icon.svg" alt="" className="size-6 shrink-0" />
        <span className="truncate font-semibold max-xl:sr-only">Lapwing</span>
      </div>
      <button
        type="button"
        onClick={onSearch}
        title={t('palette.open')}
        aria-keyshortcuts="Control+K Meta+K"
        className="mb-2 hidden h-8 items-center gap-2.5 rounded-md border border-line bg-surface px-2 text-ink-muted hover:border-line-strong md:flex"
      >
        <Search size={15} aria-hidden="true" className="shrink-0" />
        <span className="min-w-0 flex-1 truncate text-left text-sm max-xl:sr-only">{t('palette.short')}</span>
        <span aria-hidden="true" className="text-xs text-ink-faint max-xl:hidden">
          Ctrl K
        </span>
      </button>
      <ul
        ref={list}
        className="flex overflow-x-auto max-md:justify-around md:flex-1 md:flex-col md:gap-0.5 md:overflow-y-auto"
      >
        {places.map(({ name, to, icon: Icon }) => (
          <li key={name} className={name === 'settings' ? 'md:mt-auto' : ''}>
            <Link to={to} title={t(`nav.${name}`)} className={item} activeProps={{ 'aria-current': 'page' }}>
              <Icon size={17} aria-hidden="true" className="shrink-0" />
              <span className="truncate md:max-xl:sr-only">{t(`nav.${name}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
