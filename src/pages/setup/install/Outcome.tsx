import React from 'react';
import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';
import type { ApplyReport } from '@devdiag/installer/types';
import { testIds } from '../../../components/testIds';
import { Steps } from './Steps';

export interface Applied {
  report: ApplyReport;
  uninstalling: boolean;
}

/** How it ended; where it failed: what happened, what was undone, what remains. */
export function Outcome({ report, uninstalling }: Applied) {
  const succeeded = report.result === 'installed';
  const title = {
    installed: uninstalling
      ? t('install.done.removed', 'Removed')
      : t('install.done.installed', 'Installed, and read back as planned'),
    'as-before': t('install.done.as-before', 'It failed, and everything is as it was before'),
    partly: t('install.done.partly', 'It failed, and not everything could be put back'),
  }[report.result];
  return (
    <div data-testid={testIds.install.outcome()}>
      <Alert severity={succeeded ? 'success' : 'error'} title={title}>
        {report.error && <p>{report.error}</p>}
        {report.remains.length > 0 && (
          <ul>
            {report.remains.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        {!succeeded && report.steps.some(({ state }) => state !== 'skipped') && <Steps steps={report.steps} failed />}
      </Alert>
    </div>
  );
}
