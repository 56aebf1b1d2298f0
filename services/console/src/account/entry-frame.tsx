import { type Language, languages, Select, useLanguage } from '@lapwing/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../shell/page.tsx';

/** The frame of the pages before the sign-in: one narrow card, and the language. */
export function EntryFrame({
  title,
  body,
  children,
}: {
  title: string;
  body?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation('common');
  const { language, setLanguage } = useLanguage();
  useTitle(title);
  return (
    <div className="flex min-h-full flex-col items-center px-4 py-10 sm:py-16">
      <main className="flex w-full max-w-sm flex-1 flex-col gap-4">
        <div className="flex items-center gap-2.5 font-semibold text-ink-muted">
          <img src="/icon.svg" alt="" className="size-7" />
          Lapwing
        </div>
        <div>
          <h1 className="text-xl font-semibold">{title}</h1>
          {body ? <p className="mt-0.5 text-ink-muted text-pretty">{body}</p> : null}
        </div>
        {children}
      </main>
      <footer className="mt-8 w-40">
        <Select<Language>
          aria-label={t('language.label')}
          value={language}
          onChange={setLanguage}
          options={languages.map((code) => ({ value: code, label: t(`language.${code}`) }))}
        />
      </footer>
    </div>
  );
}

/** What went wrong with what was typed. */
export function FormError({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="rounded-md bg-sunken px-3 py-2 font-medium">
      {children}
    </p>
  );
}
