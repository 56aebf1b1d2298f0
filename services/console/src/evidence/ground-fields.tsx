import type { EvidenceGround } from '@lapwing/contracts';
import { Field, TextArea, TextInput } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';

const fields = ['agency', 'authority', 'reference'] as const;

/** Who asked for it, under whose authority, on what ground. `wrong`: what is the matter with a field, in words. */
export function GroundFields({
  ground,
  onChange,
  wrong,
}: {
  ground: EvidenceGround;
  onChange: (ground: EvidenceGround) => void;
  wrong: (field: keyof EvidenceGround) => string | undefined;
}) {
  const { t } = useTranslation('evidence');
  return (
    <>
      {fields.map((field) => (
        <Field
          key={field}
          label={t(`ground.${field}`)}
          hint={t(`ground.${field}Hint`)}
          error={wrong(field)}
          required
        >
          {(control) => (
            <TextInput
              {...control}
              autoComplete="off"
              maxLength={200}
              value={ground[field]}
              onChange={(event) => onChange({ ...ground, [field]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <Field
        label={t('ground.legalBasis')}
        hint={t('ground.legalBasisHint')}
        error={wrong('legalBasis')}
        required
      >
        {(control) => (
          <TextArea
            {...control}
            rows={3}
            maxLength={1000}
            value={ground.legalBasis}
            onChange={(event) => onChange({ ...ground, legalBasis: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
