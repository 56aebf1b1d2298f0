import { Field, Select } from '@lapwing/ui';
import { useQuery } from '@tanstack/react-query';
import { useReducer, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outcomeMappingQuery } from '../api/outcomes.ts';
import { recipientsQuery } from '../api/referrals.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { BackToOutcomes } from './back-to-outcomes.tsx';
import { FileChoice } from './file-choice.tsx';
import { MappingForm } from './mapping-form.tsx';
import type { OutcomeTable } from './read-outcome-file.ts';

interface Reading {
  table: OutcomeTable | null;
  /** Grows with every table: a preview of the file as it was read before would lie. */
  reading: number;
}

const readAnew = ({ reading }: Reading, table: OutcomeTable | null): Reading => ({
  table,
  reading: reading + 1,
});

/** Reads a table of outcomes that a recipient sent: who, which file, what its columns are, what would be recorded. */
export function OutcomeFilePage() {
  const { t } = useTranslation('outcomes');
  const recipients = useQuery(recipientsQuery);
  const [recipientId, setRecipientId] = useState('');
  const [{ table, reading }, setTable] = useReducer(readAnew, { table: null, reading: 0 });
  return (
    <Page title={t('file.title')} body={t('file.body')} wide>
      <BackToOutcomes />
      <Loaded query={recipients}>
        {(all) => (
          <div className="max-w-md">
            <Field label={t('file.recipient')} required>
              {(control) => (
                <Select<string>
                  {...control}
                  value={recipientId}
                  onChange={setRecipientId}
                  placeholder={t('file.choose')}
                  options={all.map((one) => ({ value: one.recipientId, label: one.name }))}
                />
              )}
            </Field>
          </div>
        )}
      </Loaded>
      {recipientId ? <FileChoice onTable={setTable} /> : null}
      {recipientId && table ? (
        <MappingOf
          key={recipientId}
          recipientId={recipientId}
          table={table}
          reading={reading}
          onDone={() => setTable(null)}
        />
      ) : null}
    </Page>
  );
}

function MappingOf({
  recipientId,
  table,
  reading,
  onDone,
}: {
  recipientId: string;
  table: OutcomeTable;
  reading: number;
  onDone: () => void;
}) {
  const remembered = useQuery(outcomeMappingQuery(recipientId));
  return (
    <Loaded query={remembered}>
      {(mapping) => (
        <MappingForm
          key={reading}
          recipientId={recipientId}
          table={table}
          remembered={mapping}
          onDone={onDone}
        />
      )}
    </Loaded>
  );
}
