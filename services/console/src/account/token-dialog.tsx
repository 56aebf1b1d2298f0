import type { Permission } from '@lapwing/contracts';
import { Button, Checkbox, Dialog, Field, ProblemNotice, TextInput } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { credentialsQuery, makeToken, useMe } from '../api/account.ts';
import { troubleOf } from '../api/request.ts';
import { OneTimeSecret } from '../shell/one-time-secret.tsx';

/** Makes a personal API token: never with more than the person may do. */
export function TokenDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('console');
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={t('settings.tokenTitle')}
    >
      <TokenForm onClose={onClose} />
    </Dialog>
  );
}

function TokenForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['console', 'common']);
  const me = useMe();
  const queries = useQueryClient();
  const [label, setLabel] = useState('');
  const [scopes, setScopes] = useState<Permission[]>([]);
  const [tried, setTried] = useState(false);
  const make = useMutation({
    mutationFn: () => makeToken({ label: label.trim(), scopes }),
    onSuccess: () => queries.invalidateQueries({ queryKey: credentialsQuery.queryKey }),
  });
  if (make.data) {
    return (
      <div className="flex flex-col gap-3">
        <OneTimeSecret
          label={t('console:settings.tokenValue')}
          hint={t('console:settings.tokenOnce')}
          value={make.data.token}
        />
        <Button variant="primary" className="self-end" onClick={onClose}>
          {t('common:actions.close')}
        </Button>
      </div>
    );
  }
  const noLabel = label.trim() === '';
  const noScopes = scopes.length === 0;
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!noLabel && !noScopes) make.mutate();
      }}
    >
      <Field
        label={t('console:settings.tokenLabel')}
        error={tried && noLabel ? t('console:settings.missingLabel') : undefined}
        required
      >
        {(control) => (
          <TextInput
            {...control}
            maxLength={120}
            value={label}
            onChange={(event) => setLabel(event.target.value)}
          />
        )}
      </Field>
      <fieldset>
        <legend className="mb-1 text-sm font-medium">{t('console:settings.tokenScopes')}</legend>
        <div className="grid gap-1 sm:grid-cols-2">
          {me.permissions.map((permission) => (
            <Checkbox
              key={permission}
              label={<code className="font-mono text-sm">{permission}</code>}
              checked={scopes.includes(permission)}
              onChange={(event) =>
                setScopes(
                  event.target.checked
                    ? [...scopes, permission]
                    : scopes.filter((scope) => scope !== permission),
                )
              }
            />
          ))}
        </div>
        {tried && noScopes ? (
          <p role="alert" className="mt-1 text-sm font-medium text-danger">
            {t('console:settings.missingScopes')}
          </p>
        ) : null}
      </fieldset>
      {make.isError ? <ProblemNotice trouble={troubleOf(make.error)} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
        <Button type="submit" variant="primary" pending={make.isPending}>
          {t('console:settings.tokenMake')}
        </Button>
      </div>
    </form>
  );
}
