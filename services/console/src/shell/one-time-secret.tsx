import { Button, Field, TextInput } from '@lapwing/ui';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Something that is shown once: to select, or to copy with one press. */
export function OneTimeSecret({ label, hint, value }: { label: string; hint: string; value: string }) {
  const { t } = useTranslation('common');
  const [copied, setCopied] = useState(false);
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <span className="flex gap-2">
          <TextInput
            {...control}
            readOnly
            value={value}
            className="font-mono text-sm"
            onFocus={(event) => event.target.select()}
          />
          <Button
            icon={copied ? <Check size={15} aria-hidden="true" /> : <Copy size={15} aria-hidden="true" />}
            onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
          >
            {t(copied ? 'actions.copied' : 'actions.copy')}
          </Button>
        </span>
      )}
    </Field>
  );
}
