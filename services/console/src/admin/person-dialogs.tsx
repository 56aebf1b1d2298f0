import type { PersonChange, PersonView } from '@lapwing/contracts';
import { Button, Dialog, ProblemNotice, useToast } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePerson, peopleQuery } from '../api/administration.ts';
import { troubleOf } from '../api/request.ts';
import { RoleChoice } from './role-choice.tsx';

function useChange(person: PersonView, onClose: () => void) {
  const { t } = useTranslation('console');
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (change: PersonChange) => changePerson(person.personId, change),
    onSuccess: () => {
      onClose();
      toast.show({ title: t('people.saved') });
      void queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
      void queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
}

export function RolesDialog({ person, onClose }: { person: PersonView | null; onClose: () => void }) {
  const { t } = useTranslation('console');
  return (
    <Dialog
      open={person !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('people.changeTitle', { name: person?.name ?? '' })}
    >
      {person ? <RolesForm person={person} onClose={onClose} /> : null}
    </Dialog>
  );
}

function RolesForm({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const { t } = useTranslation(['console', 'common']);
  const [roles, setRoles] = useState(person.roles);
  const change = useChange(person, onClose);
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (roles.length > 0) change.mutate({ roles });
      }}
    >
      <RoleChoice
        chosen={roles}
        onChange={setRoles}
        error={roles.length === 0 ? t('console:people.rolesMissing') : undefined}
      />
      {change.isError ? <ProblemNotice trouble={troubleOf(change.error)} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
        <Button type="submit" variant="primary" disabled={roles.length === 0} pending={change.isPending}>
          {t('common:actions.save')}
        </Button>
      </div>
    </form>
  );
}

/** Deactivates after a question; activates again at once. */
export function ActiveDialog({ person, onClose }: { person: PersonView | null; onClose: () => void }) {
  const { t } = useTranslation('console');
  return (
    <Dialog
      open={person !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={
        person?.active === false
          ? `${t('people.activate')}: ${person.name}`
          : t('people.deactivateTitle', { name: person?.name ?? '' })
      }
      description={person?.active === false ? undefined : t('people.deactivateBody')}
    >
      {person ? <ActiveForm person={person} onClose={onClose} /> : null}
    </Dialog>
  );
}

function ActiveForm({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const { t } = useTranslation(['console', 'common']);
  const change = useChange(person, onClose);
  return (
    <div className="flex flex-col gap-3">
      {change.isError ? <ProblemNotice trouble={troubleOf(change.error)} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
        <Button
          variant={person.active ? 'danger' : 'primary'}
          pending={change.isPending}
          onClick={() => change.mutate({ active: !person.active })}
        >
          {t(person.active ? 'console:people.deactivate' : 'console:people.activate')}
        </Button>
      </div>
    </div>
  );
}
