import { Button, buttonClass, EmptyState, ProblemNotice } from '@lapwing/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { RequestFailed } from '../api/request.ts';

/** What a route shows when it threw: a problem with its words, or that the page stopped working. */
export function RouteFailure({ error, reset }: { error: unknown; reset: () => void }) {
  const { t } = useTranslation(['console', 'common']);
  const again = (
    <Button size="sm" onClick={() => (error instanceof RequestFailed ? reset() : window.location.reload())}>
      {t(error instanceof RequestFailed ? 'common:actions.retry' : 'common:actions.reload')}
    </Button>
  );
  return (
    <main className="mx-auto w-full max-w-lg px-4 py-16">
      {error instanceof RequestFailed ? (
        <ProblemNotice trouble={error.trouble} actions={again} />
      ) : (
        <EmptyState page title={t('console:errors.title')} body={t('console:errors.body')} action={again} />
      )}
    </main>
  );
}

export function NotFound() {
  const { t } = useTranslation('console');
  return (
    <main>
      <EmptyState
        page
        title={t('errors.notFoundTitle')}
        body={t('errors.notFoundBody')}
        action={
          <Link to="/" className={buttonClass()}>
            {t('errors.home')}
          </Link>
        }
      />
    </main>
  );
}
