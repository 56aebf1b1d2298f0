import type { SchoolListView } from '@lapwing/contracts';
import { Button, Dialog, Field, ProblemNotice, Select, TextArea, TextInput, useToast } from '@lapwing/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { slugOf, troubleOf } from '../api/request.ts';
import { changeSchools, exportSchools, schoolsQuery } from '../api/schools.ts';
import { decode, type Encoding, encodingOf, encodings } from '../outcomes/read-outcome-file.ts';
import { Loaded } from '../shell/loaded.tsx';
import { type ReadSchools, readSchoolList, writeSchoolList } from './read-school-list.ts';

/** Largest file that is read, in bytes. */
const MAX_FILE_BYTES = 12 * 1024 * 1024;
/** As many wrong lines are shown at once. */
const MOST_LINES = 8;
const FIRST_SCHOOLS = 4;

export interface SchoolsDialogProps {
  open: boolean;
  onClose: () => void;
}

/** The schools that are looked for in what leaves: put there as a file or by hand, all at once. */
export function SchoolsDialog({ open, onClose }: SchoolsDialogProps) {
  const { t } = useTranslation('recipient-settings');
  const query = useQuery({ ...schoolsQuery, enabled: open });
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      width="lg"
      title={t('schools.title')}
      description={t('schools.body')}
    >
      <Loaded query={query}>{(list) => <SchoolsForm list={list} onClose={onClose} />}</Loaded>
    </Dialog>
  );
}

function SchoolsForm({ list, onClose }: { list: SchoolListView; onClose: () => void }) {
  const { t } = useTranslation(['recipient-settings', 'outcomes', 'common']);
  const queries = useQueryClient();
  const toast = useToast();
  const [file, setFile] = useState<{ bytes: Uint8Array; encoding: Encoding | null } | null>(null);
  const [failure, setFailure] = useState<'tooLarge' | 'notRead' | null>(null);
  const [written, setWritten] = useState('');
  const text = file ? (file.encoding === null ? '' : decode(file.bytes, file.encoding)) : written;
  const read = text === null || text.trim() === '' ? null : readSchoolList(text);
  const schools = read?.ok ? read.schools : null;
  const save = useMutation({
    mutationFn: (next: string[][]) => changeSchools(list.version, { schools: next }),
    onSuccess: (saved) => {
      queries.setQueryData(schoolsQuery.queryKey, saved);
      toast.show({ title: t('recipient-settings:schools.saved', { count: saved.schools }) });
      onClose();
    },
    onError: (error) =>
      slugOf(error) === 'stale' ? queries.invalidateQueries({ queryKey: schoolsQuery.queryKey }) : undefined,
  });
  const take = useMutation({ mutationFn: exportSchools, onSuccess: ({ schools: all }) => saveFile(all) });
  const choose = async (chosen: File | undefined) => {
    setFile(null);
    setFailure(null);
    save.reset();
    if (!chosen) return;
    if (chosen.size > MAX_FILE_BYTES) return setFailure('tooLarge');
    try {
      const bytes = new Uint8Array(await chosen.arrayBuffer());
      setFile({ bytes, encoding: encodingOf(bytes) });
    } catch {
      setFailure('notRead');
    }
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (schools) save.mutate(schools);
      }}
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p>
          {list.schools === 0
            ? t('recipient-settings:schools.none')
            : t('recipient-settings:schools.kept', { count: list.schools, names: list.names })}
        </p>
        {list.schools > 0 ? (
          <span className="flex flex-wrap gap-2">
            <Button size="sm" pending={take.isPending} onClick={() => take.mutate()}>
              {t('recipient-settings:schools.take')}
            </Button>
            <Button size="sm" variant="danger" pending={save.isPending} onClick={() => save.mutate([])}>
              {t('recipient-settings:schools.remove')}
            </Button>
          </span>
        ) : null}
      </div>
      <Field
        label={t('recipient-settings:schools.file')}
        hint={t('recipient-settings:schools.fileHint')}
        error={
          failure
            ? t(`recipient-settings:schools.${failure}`)
            : text === null
              ? t('outcomes:file.encodingMisfit')
              : undefined
        }
      >
        {(control) => (
          <TextInput
            {...control}
            type="file"
            accept=".csv,.tsv,.txt,text/csv,text/plain"
            onChange={(event) => void choose(event.target.files?.[0])}
          />
        )}
      </Field>
      {file ? (
        <Field
          label={t('outcomes:file.encoding')}
          hint={file.encoding === null ? t('outcomes:file.encodingAsk') : undefined}
          required
        >
          {(control) => (
            <Select
              {...control}
              value={file.encoding ?? ''}
              onChange={(encoding) => setFile({ ...file, encoding })}
              placeholder={t('outcomes:mapping.choose')}
              options={encodings.map((value) => ({ value, label: t(`outcomes:file.encodingName.${value}`) }))}
            />
          )}
        </Field>
      ) : (
        <Field label={t('recipient-settings:schools.write')} hint={t('recipient-settings:schools.writeHint')}>
          {(control) => (
            <TextArea
              {...control}
              rows={5}
              value={written}
              onChange={(event) => {
                save.reset();
                setWritten(event.target.value);
              }}
            />
          )}
        </Field>
      )}
      {read ? <WhatWasRead read={read} /> : null}
      {take.isError ? <ProblemNotice trouble={troubleOf(take.error)} /> : null}
      {save.isError ? <ProblemNotice trouble={troubleOf(save.error)} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
        <Button type="submit" variant="primary" disabled={schools === null} pending={save.isPending}>
          {t('recipient-settings:schools.replace', { count: schools?.length ?? 0 })}
        </Button>
      </div>
    </form>
  );
}

function WhatWasRead({ read }: { read: ReadSchools }) {
  const { t } = useTranslation('recipient-settings');
  if (read.ok) {
    const first = read.schools.slice(0, FIRST_SCHOOLS);
    return (
      <div role="status" className="text-sm">
        <p className="text-ink-muted">{t('schools.first')}</p>
        <ul>
          {first.map((names, index) => (
            <li key={index} className="truncate">
              {names.join(' · ')}
            </li>
          ))}
        </ul>
      </div>
    );
  }
  if (read.problem === 'tooMany')
    return (
      <p role="alert" className="text-danger">
        {t('schools.tooMany', { count: read.count })}
      </p>
    );
  const more = read.lines.length - MOST_LINES;
  return (
    <div role="alert" className="text-sm text-danger">
      <p className="font-medium">{t('schools.wrong', { count: read.lines.length })}</p>
      <ul>
        {read.lines.slice(0, MOST_LINES).map(({ line, name, problem }) => (
          <li key={line} className="wrap-anywhere">
            {t('schools.line', { line })} {name === '' ? null : <bdi className="font-medium">{name}: </bdi>}
            {t(`schools.problem.${problem}`)}
          </li>
        ))}
      </ul>
      {more > 0 ? <p>{t('schools.more', { count: more })}</p> : null}
    </div>
  );
}

/** Gives the person a file to keep or to change. */
function saveFile(schools: readonly (readonly string[])[]): void {
  const url = URL.createObjectURL(new Blob([writeSchoolList(schools)], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'schools.csv';
  link.click();
  URL.revokeObjectURL(url);
}
