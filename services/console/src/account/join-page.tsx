import { type InvitedPerson, JoinInput, MIN_PASSWORD_LENGTH } from '@lapwing/contracts';
import { Button, Field, ProblemNotice, TextInput } from '@lapwing/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invitationQuery, join } from '../api/account.ts';
import { slugOf, troubleOf } from '../api/request.ts';
import { Loaded } from '../shell/loaded.tsx';
import { EntryFrame, FormError } from './entry-frame.tsx';
import { SecondFactorPage } from './second-factor-page.tsx';

/** The one-time token is the part of the address behind #, which no server and no log ever sees. */
export function JoinPage() {
  const { t } = useTranslation('console');
  const [token] = useState(() => window.location.hash.slice(1));
  const invitation = useQuery({ ...invitationQuery(token), enabled: token !== '' });
  const [password, setPassword] = useState<string | null>(null);
  if (password !== null) return <SecondFactorPage knownPassword={password} />;
  if (token === '' || slugOf(invitation.error) === 'not-found') {
    return (
      <EntryFrame title={t('join.missingTitle')} body={t('join.missingBody')}>
        {null}
      </EntryFrame>
    );
  }
  const person = invitation.data;
  const body = person && (person.needsDetails ? t('join.first') : t('join.greeting', { name: person.name }));
  return (
    <EntryFrame title={t('join.title')} body={body}>
      <Loaded query={invitation}>
        {(invited) => <JoinForm token={token} invited={invited} onJoined={setPassword} />}
      </Loaded>
    </EntryFrame>
  );
}

interface JoinFormProps {
  token: string;
  invited: InvitedPerson;
  /** With the password that was just set, so that the second factor needs not ask for it again. */
  onJoined: (password: string) => void;
}

function JoinForm({ token, invited, onJoined }: JoinFormProps) {
  const { t } = useTranslation('console');
  const { needsDetails } = invited;
  const [name, setName] = useState('');
  const [email, setEmail] = useState(invited.email);
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [tried, setTried] = useState(false);
  const short = password.length < MIN_PASSWORD_LENGTH;
  const different = password !== repeated;
  const input = JoinInput.safeParse({
    token,
    password,
    ...(needsDetails ? { name: name.trim(), email: email.trim() } : {}),
  });
  const joining = useMutation({
    mutationFn: join,
    onSuccess: () => {
      // A used link in the address bar is of no use to anybody.
      window.history.replaceState(null, '', '/join');
      onJoined(password);
    },
  });
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (input.success && !different) joining.mutate(input.data);
      }}
    >
      {needsDetails ? (
        <Field label={t('join.name')} required>
          {(control) => (
            <TextInput
              {...control}
              autoComplete="name"
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      <Field label={t('signIn.email')} required={needsDetails}>
        {(control) => (
          <TextInput
            {...control}
            type="email"
            autoComplete="username"
            readOnly={!needsDetails}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
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
      {tried && !input.success && !short ? <FormError>{t('join.detailsMissing')}</FormError> : null}
      {joining.isError ? <ProblemNotice trouble={troubleOf(joining.error)} /> : null}
      <Button type="submit" size="lg" variant="primary" pending={joining.isPending}>
        {t('join.submit')}
      </Button>
    </form>
  );
}
