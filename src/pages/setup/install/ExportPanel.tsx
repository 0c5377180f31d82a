import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Button, LoadingPlaceholder, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import type { Settings } from '@devdiag/catalog/types';
import type { ExportFile, ExportFormat, InstallOptions } from '@devdiag/installer/types';
import { CodeCard } from '../../../components/CodeCard';
import { download } from '../../../grafana/hand';
import { useAnswer } from './useAnswer';

/** The same resources as text for other tools, as options and settings are now. */
export function ExportPanel({ options, settings }: { options: InstallOptions; settings: Settings }) {
  const styles = useStyles2(getStyles);
  const [format, setFormat] = useState<ExportFormat>('provisioning');
  const question = JSON.stringify([format, options, settings]);
  const files = useAnswer(
    question,
    async () => {
      // Only who exports loads the writers of YAML and HCL.
      const { exportFiles } = await import('@devdiag/installer/export/export');
      return exportFiles(options, settings, format);
    },
    { delayMs: 300 }
  );
  return (
    <div className={styles.panel}>
      <RadioButtonGroup
        aria-label={t('install.export.format', 'Export format')}
        value={format}
        onChange={setFormat}
        options={[
          { value: 'provisioning' as const, label: t('install.export.provisioning', 'Provisioning') },
          { value: 'terraform' as const, label: t('install.export.terraform', 'Terraform') },
          { value: 'api' as const, label: t('install.export.api', 'HTTP API') },
          { value: 'resources' as const, label: t('install.export.resources', 'Manifests') },
        ]}
      />
      <p className={styles.note}>{purposeOf(format)}</p>
      {files.error !== null && (
        <Alert severity="error" title={t('install.export.failed', 'This cannot be exported')}>
          {files.error}
        </Alert>
      )}
      {files.error === null && files.of !== question && (
        <LoadingPlaceholder text={t('install.export.loading', 'Writing the files')} />
      )}
      {files.of === question && files.value?.map((file) => <File key={file.path} file={file} />)}
    </div>
  );
}

function File({ file: { path, text } }: { file: ExportFile }) {
  return (
    <CodeCard
      kind={path}
      label={path}
      code={text}
      actions={
        <Button
          size="sm"
          variant="secondary"
          fill="text"
          icon="download-alt"
          aria-label={t('install.export.download-label', 'Download: {{path}}', {
            path,
            interpolation: { escapeValue: false },
          })}
          onClick={() => download(path.replaceAll('/', '-'), text, 'text/plain')}
        >
          {t('install.export.download', 'Download')}
        </Button>
      }
    />
  );
}

function purposeOf(format: ExportFormat): string {
  switch (format) {
    case 'provisioning':
      return t('install.export.provisioning-text', 'YAML and JSON for Grafana’s provisioning folder.');
    case 'terraform':
      return t('install.export.terraform-text', 'Resources of the Grafana provider.');
    case 'api':
      return t('install.export.api-text', 'The HTTP calls that install it, in order, as JSON.');
    case 'resources':
      return t('install.export.resources-text', 'Manifests for Grafana’s resource API, as for grafanactl.');
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  note: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, margin: 0 }),
});
