import { mastodonRights, RecipientToken, type RecipientView, type ReportTransport } from '@lapwing/contracts';
import { Button, Dialog, Field, ProblemNotice, RelativeTime, TextInput } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recipientsQuery, setRecipientToken } from '../api/referrals.ts';
import { troubleOf } from '../api/request.ts';

/** What lets reports in: whether there is one, and a way to set it. It is never shown. */
export function TokenSetting({
  recipient,
  target,
}: {
  recipient: RecipientView | null;
  target: ReportTransport;
}) {
  const { t } = useTranslation(['delivery', 'common']);
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [token, setToken] = useState('');
  const [tried, setTried] = useState(false);
  const close = () => {
    setAsking(false);
    setToken('');
    setTried(false);
    save.reset();
  };
  const save = useMutation({
    mutationFn: setRecipientToken,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: recipientsQuery.queryKey });
      close();
    },
  });
  const saved = recipient?.configuration.transport;
  const label = <span className="font-medium text-ink">{t('delivery:report.token')}:</span>;
  if (recipient === null || saved?.kind !== target.kind || saved.server !== target.server)
    return (
      <p className="text-sm text-ink-muted">
        {label} {t('delivery:report.tokenSaveFirst')}
      </p>
    );
  const { recipientId, name, tokenAt } = recipient;
  const right = RecipientToken.safeParse({ token }).success;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="min-w-0 flex-1 basis-72 text-sm text-ink-muted">
        {label}{' '}
        {tokenAt ? (
          <>
            {t('delivery:report.tokenSaved')} <RelativeTime at={tokenAt} />
          </>
        ) : (
          t('delivery:report.tokenMissing')
        )}
      </p>
      <Button onClick={() => setAsking(true)}>
        {t(tokenAt ? 'delivery:report.setNewToken' : 'delivery:report.setToken')}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={(next) => {
          if (!next) close();
        }}
        title={t('delivery:report.tokenTitle', { recipient: name })}
        description={t('delivery:report.tokenBody')}
        footer={
          <>
            <Button onClick={close}>{t('common:actions.cancel')}</Button>
            <Button
              variant="primary"
              pending={save.isPending}
              onClick={() => {
                setTried(true);
                if (right) save.mutate({ recipientId, token });
              }}
            >
              {t('delivery:report.setToken')}
            </Button>
          </>
        }
      >
        <Field
          label={t('delivery:report.token')}
          hint={t(`delivery:report.tokenHint.${target.kind}`, { rights: mastodonRights.join(', ') })}
          error={tried && !right ? t('delivery:report.tokenWrong') : undefined}
          required
        >
          {(control) => (
            <TextInput
              {...control}
              type="password"
              autoComplete="off"
              maxLength={500}
              value={token}
              onChange={(event) => setToken(event.target.value.trim())}
            />
          )}
        </Field>
        {save.isError ? <ProblemNotice trouble={troubleOf(save.error)} /> : null}
      </Dialog>
    </div>
  );
}
