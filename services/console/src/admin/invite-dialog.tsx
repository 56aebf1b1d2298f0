import { InvitationInput, type InvitationMade, type Role } from '@lapwing/contracts';
import { Button, Dialog, Field, ProblemNotice, TextInput } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invite, peopleQuery } from '../api/administration.ts';
import { troubleOf } from '../api/request.ts';
import { RoleChoice } from './role-choice.tsx';

export interface InviteDialogProps {
  open: boolean;
  onClose: () => void;
  onMade: (made: InvitationMade) => void;
}

export function InviteDialog({ open, onClose, onMade }: InviteDialogProps) {
  const { t } = useTranslation('console');
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={t('people.inviteTitle')}
    >
      <InviteForm onClose={onClose} onMade={onMade} />
    </Dialog>
  );
}

function InviteForm({ onClose, onMade }: Omit<InviteDialogProps, 'open'>) {
  const { t } = useTranslation(['console', 'common']);
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<Role[]>([]);
  const [tried, setTried] = useState(false);
  const parsed = InvitationInput.safeParse({ name: name.trim(), email: email.trim(), roles });
  const wrong = (field: string) =>
    tried && !parsed.success && parsed.error.issues.some((issue) => issue.path[0] === field);
  const make = useMutation({
    mutationFn: invite,
    onSuccess: (made) => {
      onMade(made);
      void queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
    },
  });
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (parsed.success) make.mutate(parsed.data);
      }}
    >
      <Field
        label={t('console:people.name')}
        error={wrong('name') ? t('console:people.nameMissing') : undefined}
        required
      >
        {(control) => (
          <TextInput
            {...control}
            autoComplete="off"
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={t('console:people.email')}
        error={wrong('email') ? t('console:people.emailMissing') : undefined}
        required
      >
        {(control) => (
          <TextInput
            {...control}
            type="email"
            autoComplete="off"
            maxLength={254}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <RoleChoice
        chosen={roles}
        onChange={setRoles}
        error={wrong('roles') ? t('console:people.rolesMissing') : undefined}
      />
      {make.isError ? <ProblemNotice trouble={troubleOf(make.error)} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
        <Button type="submit" variant="primary" pending={make.isPending}>
          {t('console:people.send')}
        </Button>
      </div>
    </form>
  );
}
