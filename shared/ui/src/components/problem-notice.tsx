import type { Problem } from '@lapwing/contracts';
import { CircleAlert, CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A problem of the API, or one that never reached it (`offline`) or came back unreadable. */
export type Trouble =
  | { kind: 'problem'; problem: Problem }
  | { kind: 'offline' }
  | { kind: 'unreadable'; requestId: string | null };

/** The key of a trouble's words in the namespace `problems`. */
export function troubleKey(trouble: Trouble): Problem['slug'] | 'offline' | 'unreadable' {
  return trouble.kind === 'problem' ? trouble.problem.slug : trouble.kind;
}

/** The words for the codes of a trouble that have some, each once. */
export function reasonsOf(trouble: Trouble, reasons: Readonly<Record<string, string>>): string[] {
  const errors = trouble.kind === 'problem' ? (trouble.problem.errors ?? []) : [];
  return [...new Set(errors.flatMap(({ code }) => reasons[code] ?? []))];
}

export interface ProblemNoticeProps {
  trouble: Trouble;
  /** Buttons: try again, reload, sign in. */
  actions?: ReactNode;
  /** Words for codes of `errors`. Where the problem has one of them, they say what is wrong instead of its kind. */
  reasons?: Readonly<Record<string, string>>;
}

/** What happened and what to do next, with the request id for whoever looks into it. */
export function ProblemNotice({ trouble, actions, reasons = {} }: ProblemNoticeProps) {
  const { t } = useTranslation(['common', 'problems']);
  const key = troubleKey(trouble);
  const errors = trouble.kind === 'problem' ? (trouble.problem.errors ?? []) : [];
  const told = reasonsOf(trouble, reasons);
  const fields = errors.filter(({ code }) => reasons[code] === undefined);
  const requestId = trouble.kind === 'problem' ? trouble.problem.requestId : null;
  const Icon = trouble.kind === 'offline' ? CloudOff : CircleAlert;
  return (
    <div role="alert" className="flex gap-3 rounded-md border border-line-strong/60 bg-surface px-3.5 py-3">
      <Icon size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-ink-muted" />
      <div className="min-w-0 flex-1">
        {told.length > 0 ? (
          told.map((reason) => <p key={reason}>{reason}</p>)
        ) : (
          <>
            <p className="font-medium">{t(`problems:${key}.title`)}</p>
            <p className="text-ink-muted">{t(`problems:${key}.next`)}</p>
          </>
        )}
        {fields.length > 0 ? (
          <ul aria-label={t('common:problem.fields')} className="mt-1 list-disc ps-4 text-sm text-ink-muted">
            {fields.map((field) => (
              <li key={`${field.pointer}${field.code}`} className="wrap-anywhere">
                <code className="font-mono text-xs">{field.pointer}</code> {field.detail}
              </li>
            ))}
          </ul>
        ) : null}
        {requestId ? (
          <p className="mt-1 text-xs text-ink-faint wrap-anywhere">
            {t('common:problem.requestId', { id: requestId })}
          </p>
        ) : null}
        {actions ? <div className="mt-2 flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}
