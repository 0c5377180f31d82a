import React from 'react';
import { t } from '@grafana/i18n';
import { Alert, LinkButton } from '@grafana/ui';
import { configurationUrl } from '../../../grafana/links';
import { useRunbook } from '../site/RunbookContext';

/** Why no query runs on this page, once, with who can change that; the text is all there anyway. */
export function SiteNotice() {
  const { site } = useRunbook();
  const { noQueries, access } = site;
  if (!noQueries) {
    return null;
  }
  const words = {
    'no-data-source': t('runbook.notice.no-data-source', 'Queries can’t run here yet: no data source is chosen'),
    'data-source-gone': t(
      'runbook.notice.gone',
      'Queries can’t run: the chosen data source is gone, or you may not see it'
    ),
    'settings-unreadable': t('runbook.notice.settings', 'Queries can’t run: the settings could not be read'),
  };
  return (
    <Alert severity="info" title={words[noQueries]} className="devdiag-no-print">
      {noQueries === 'settings-unreadable'
        ? t(
            'runbook.notice.settings-text',
            'Thresholds and names below are the defaults. Everything can be read and copied.'
          )
        : access.canConfigure
          ? t('runbook.notice.admin', 'Everything can be read and copied. You can choose a data source.')
          : t(
              'runbook.notice.ask',
              'Everything can be read and copied. An Admin of this organisation can choose a data source.'
            )}{' '}
      {noQueries !== 'settings-unreadable' && access.canConfigure && (
        <LinkButton href={configurationUrl()} size="sm" variant="secondary">
          {t('runbook.notice.configure', 'Configure')}
        </LinkButton>
      )}
    </Alert>
  );
}
