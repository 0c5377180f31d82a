import React from 'react';
import { t } from '@grafana/i18n';
import { Button, Dropdown, Menu } from '@grafana/ui';

export type ExportAction = 'copy-markdown' | 'markdown' | 'csv' | 'json';

interface Props {
  disabled: boolean;
  onExport: (action: ExportAction) => void;
}

/** The report to take along. */
export function ExportMenu({ disabled, onExport }: Props) {
  const menu = (
    <Menu>
      <Menu.Item
        icon="copy"
        label={t('health.export.copy', 'Copy as Markdown')}
        onClick={() => onExport('copy-markdown')}
      />
      <Menu.Item
        icon="download-alt"
        label={t('health.export.markdown', 'Download Markdown')}
        onClick={() => onExport('markdown')}
      />
      <Menu.Item icon="download-alt" label={t('health.export.csv', 'Download CSV')} onClick={() => onExport('csv')} />
      <Menu.Item
        icon="download-alt"
        label={t('health.export.json', 'Download JSON')}
        onClick={() => onExport('json')}
      />
    </Menu>
  );
  return (
    <Dropdown overlay={menu} placement="bottom-end">
      <Button variant="secondary" icon="share-alt" disabled={disabled}>
        {t('health.export.button', 'Export')}
      </Button>
    </Dropdown>
  );
}
