import { type Role, roles } from '@lapwing/contracts';
import { Checkbox } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';

export interface RoleChoiceProps {
  chosen: readonly Role[];
  onChange: (roles: Role[]) => void;
  error?: string | undefined;
}

/** Any number of roles, each with what it may do. */
export function RoleChoice({ chosen, onChange, error }: RoleChoiceProps) {
  const { t } = useTranslation(['console', 'taxonomy']);
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{t('console:people.roles')}</legend>
      <div className="flex flex-col gap-2">
        {roles.map((role) => (
          <Checkbox
            key={role}
            label={t(`taxonomy:role.${role}.name`)}
            hint={t(`taxonomy:role.${role}.can`)}
            checked={chosen.includes(role)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, role] : chosen.filter((other) => other !== role))
            }
          />
        ))}
      </div>
      {error ? (
        <p role="alert" className="mt-1 text-sm font-medium text-danger">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
