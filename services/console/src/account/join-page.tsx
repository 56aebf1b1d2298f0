import { Button, Field, ProblemNotice, TextInput } from '@lapwing/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { join } from '../api/account.ts';
import { troubleOf } from '../api/request.ts';
import { EntryFrame } from './entry-frame.tsx';
import { SecondFactorPage } from './second-factor-page.tsx';

const SHORTEST_PASSWORD = 12;

/** The one-time token is the part of the address behind #, which no server and no log ever sees. */
export function JoinPage() {
  const { t } = useTranslation('console');
  const [token] = useState(() => window.location.hash.slice(1));
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [tried, setTried] = useState(false);
  const joining = useMutation({
    mutationFn: () => join(token, password),
    // A used link in the address bar is of no use to anybody.
    onSuccess: () => window.history.replaceState(null, '', '/join'),
  });
  if (joining.isSuccess) return <SecondFactorPage knownPassword={password} />;
  if (token === '')
    return (
      <EntryFrame title={t('join.missingTitle')} body={t('join.missingBody')}>
        {null}
      </EntryFrame>
    );
  const short = password.length < SHORTEST_PASSWORD;
  const different = password !== repeated;
  return (
    <EntryFrame title={t('join.title')} body={t('join.body')}>
      <form
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!short && !different) joining.mutate();
        }}
      >
        <Field
          label={t('join.password')}
          hint={t('join.passwordHint')}
          error={tried && short ? t('join.tooShort') : undefined}
          required
        >
          {(control) => (
            <TextInput
              {...control}
              type="password"
              autoComplete="new-password"
              autoFocus
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t('join.repeat')}
          error={tried && !short && different ? t('join.mismatch') : undefined}
          required
        >
          {(control) => (
            <TextInput
              {...control}
              type="password"
              autoComplete="new-password"
              value={repeated}
              onChange={(event) => setRepeated(event.target.value)}
            />
          )}
        </Field>
        {joining.isError ? <ProblemNotice trouble={troubleOf(joining.error)} /> : null}
        <Button type="submit" size="lg" variant="primary" pending={joining.isPending}>
          {t('join.submit')}
        </Button>
      </form>
    </EntryFrame>
  );
}
