import type { BatchDetail } from '@lapwing/contracts';
import { buttonClass, IconButton, useLanguage, useToast } from '@lapwing/ui';
import { Copy, Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';
import { batchFileUrl } from '../api/referrals.ts';
import { Section } from '../shell/page.tsx';

/** The files of a built batch with size and SHA-256. */
export function BatchFiles({ batch }: { batch: BatchDetail }) {
  const { t } = useTranslation(['console', 'common']);
  const { language } = useLanguage();
  const may = useMay();
  const toast = useToast();
  const size = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'byte',
    notation: 'compact',
    unitDisplay: 'narrow',
  });
  return (
    <Section
      title={t('console:batch.files')}
      aside={<span className="text-sm text-ink-muted">{t('console:batch.recorded')}</span>}
    >
      <div className="overflow-x-auto rounded-md border border-line">
        <table className="w-full text-sm">
          <thead className="bg-canvas text-left text-xs text-ink-muted">
            <tr>
              <th scope="col" className="px-3 py-1.5 font-medium">
                {t('console:batch.file')}
              </th>
              <th scope="col" className="px-3 py-1.5 text-right font-medium">
                {t('console:batch.size')}
              </th>
              <th scope="col" className="px-3 py-1.5 font-medium">
                {t('console:batch.sha')}
              </th>
              <th scope="col" className="px-3 py-1.5">
                <span className="sr-only">{t('common:actions.copy')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {batch.files.map((file) => (
              <tr key={file.name} className="border-t border-line">
                <th scope="row" className="px-3 py-1 text-left font-medium whitespace-nowrap">
                  {file.name}
                </th>
                <td className="px-3 py-1 text-right whitespace-nowrap text-ink-muted">
                  {size.format(file.bytes)}
                </td>
                <td className="px-3 py-1">
                  <span className="inline-flex items-center gap-1">
                    <code title={file.sha256} className="font-mono text-xs text-ink-muted">
                      {file.sha256.slice(0, 12)}…{file.sha256.slice(-6)}
                    </code>
                    <IconButton
                      label={t('console:batch.copySha', { name: file.name })}
                      icon={<Copy size={13} aria-hidden="true" />}
                      onClick={() =>
                        void navigator.clipboard
                          .writeText(file.sha256)
                          .then(() => toast.show({ id: 'copied', title: t('common:actions.copied') }))
                      }
                    />
                  </span>
                </td>
                <td className="py-1 pr-1 text-right">
                  {may('batch:download') ? (
                    <a
                      href={batchFileUrl(batch.batchId, file.name)}
                      download={file.name}
                      aria-label={t('console:batch.download', { name: file.name })}
                      title={t('console:batch.download', { name: file.name })}
                      className={buttonClass('quiet', 'sm')}
                    >
                      <Download size={15} aria-hidden="true" />
                    </a>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
