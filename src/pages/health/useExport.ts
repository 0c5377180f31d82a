import { useCallback } from 'react';
import { t } from '@grafana/i18n';
import type { CheckDefinition } from '@devdiag/catalog/types';
import type { Comparison } from '@devdiag/engine/report/compare';
import { toMarkdown } from '@devdiag/engine/report/export/markdown';
import type { HealthReport } from '@devdiag/engine/report/report';
import { copyText, download, say } from '../../grafana/hand';
import type { ExportAction } from './parts/ExportMenu';

/** Hands the report over in the form that was asked for. */
export function useExport(
  report: HealthReport | null,
  comparison: Comparison | null,
  definitions: readonly CheckDefinition[]
): (action: ExportAction) => void {
  return useCallback(
    (action) => {
      if (!report) {
        return;
      }
      const name = `devdiag-health-${new Date(report.asOf)
        .toISOString()
        .replace(/[:.]\d+Z$/, 'Z')
        .replaceAll(':', '')}`;
      const markdown = () => toMarkdown(report, definitions, { comparison: comparison ?? undefined });
      switch (action) {
        case 'copy-markdown':
          copyText(markdown()).then(
            () => say('success', t('health.export.copied', 'Copied as Markdown')),
            (error: Error) => say('error', t('health.export.not-copied', 'Could not copy'), error.message)
          );
          break;
        case 'markdown':
          download(`${name}.md`, markdown(), 'text/markdown');
          break;
        case 'csv':
          import('@devdiag/engine/report/export/csv').then(
            ({ toCsv }) => download(`${name}.csv`, toCsv(report, definitions), 'text/csv'),
            notExported
          );
          break;
        case 'json':
          import('@devdiag/engine/report/export/json').then(
            ({ toJsonReport }) =>
              download(
                `${name}.json`,
                `${JSON.stringify(toJsonReport(report, definitions), null, 2)}\n`,
                'application/json'
              ),
            notExported
          );
          break;
      }
    },
    [report, comparison, definitions]
  );
}

/** What writes the file is loaded when it is wanted. */
function notExported(error: Error): void {
  say('error', t('health.export.not-loaded', 'Could not export'), error.message);
}
