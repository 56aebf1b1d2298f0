import {
  type ReportFormat,
  type ReportKind,
  type ReportLanguage,
  type ReportText,
  reportFormats,
  reportKinds,
  reportLanguages,
} from '@lapwing/contracts';
import { Button, Dialog, Field, ProblemNotice, Select, TextArea, useLanguage, useToast } from '@lapwing/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeReportText, reportTextQuery, takeReport } from '../api/figures.ts';
import { troubleOf } from '../api/request.ts';
import { Loaded } from '../shell/loaded.tsx';

export interface ReportDialogProps {
  year: number;
  open: boolean;
  onClose: () => void;
}

/** Takes a report of a year as a file, with what the organisation says of its independence. */
export function ReportDialog({ year, open, onClose }: ReportDialogProps) {
  const { t } = useTranslation('figures');
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      width="md"
      title={t('report.title', { year })}
      description={t('report.body')}
    >
      <Form year={year} onClose={onClose} />
    </Dialog>
  );
}

function Form({ year, onClose }: { year: number; onClose: () => void }) {
  const query = useQuery(reportTextQuery);
  return <Loaded query={query}>{(text) => <Fields year={year} text={text} onClose={onClose} />}</Loaded>;
}

/** Gives a file to the browser, as a link to it would. */
function save({ name, content }: { name: string; content: Blob }): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function Fields({ year, text, onClose }: { year: number; text: ReportText; onClose: () => void }) {
  const { t } = useTranslation(['figures', 'common']);
  const { language: own } = useLanguage();
  const queries = useQueryClient();
  const toast = useToast();
  const [kind, setKind] = useState<ReportKind>('dsa');
  const [format, setFormat] = useState<ReportFormat>('pdf');
  const [language, setLanguage] = useState<ReportLanguage>(own === 'th' ? 'th' : 'en');
  const [independence, setIndependence] = useState(text.independence);
  const [tried, setTried] = useState(false);
  const missing = kind === 'dsa' && independence.trim() === '';
  const take = useMutation({
    mutationFn: async () => {
      // Of what was seen; whoever changed it meanwhile is not written over.
      if (kind === 'dsa' && independence.trim() !== text.independence)
        queries.setQueryData(
          reportTextQuery.queryKey,
          await changeReportText(independence.trim(), text.version),
        );
      return takeReport({ kind, format, language, year });
    },
    onSuccess: (file) => {
      save(file);
      toast.show({ title: t('figures:report.taken') });
      onClose();
    },
  });
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!missing) take.mutate();
      }}
    >
      <Field label={t('figures:report.kind')}>
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={setKind}
            options={reportKinds.map((value) => ({ value, label: t(`figures:report.kindOf.${value}`) }))}
          />
        )}
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('figures:report.format')}>
          {(control) => (
            <Select
              {...control}
              value={format}
              onChange={setFormat}
              options={reportFormats.map((value) => ({
                value,
                label: t(`figures:report.formatOf.${value}`),
              }))}
            />
          )}
        </Field>
        <Field label={t('figures:report.language')}>
          {(control) => (
            <Select
              {...control}
              value={language}
              onChange={setLanguage}
              options={reportLanguages.map((value) => ({
                value,
                label: t(`figures:report.languageOf.${value}`),
              }))}
            />
          )}
        </Field>
      </div>
      {kind === 'dsa' ? (
        <Field
          label={t('figures:report.independence')}
          hint={t('figures:report.independenceHint')}
          error={tried && missing ? t('figures:report.missing') : undefined}
          required
        >
          {(control) => (
            <TextArea
              {...control}
              rows={5}
              maxLength={10_000}
              value={independence}
              onChange={(event) => setIndependence(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      {take.isError ? (
        <ProblemNotice
          trouble={troubleOf(take.error)}
          reasons={{ names_a_colleague: t('figures:report.namesAColleague') }}
        />
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
        <Button type="submit" variant="primary" pending={take.isPending}>
          {t('figures:report.take')}
        </Button>
      </div>
    </form>
  );
}
