import React, { useMemo } from 'react';
import { useLocation } from 'react-router-dom';
import { t } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { Alert } from '@grafana/ui';
import { pageUrl } from '../site/addresses';
import { readParameters } from '../site/parameters';
import { PageIndex } from './PageIndex';

/** For an address whose page doesn't exist (renamed, mistyped, of a newer version): says so, shows what there is. */
export function UnknownPage({ id }: { id: string }) {
  const { search } = useLocation();
  const { parameters } = useMemo(() => readParameters(search), [search]);
  const shown = id.length > 80 ? `${id.slice(0, 80)}…` : id;
  return (
    <PluginPage
      pageNav={{
        text: t('runbook.unknown-title', 'No such page'),
        parentItem: { text: t('runbook.title', 'Runbook'), url: pageUrl(null, parameters) },
      }}
    >
      <Alert
        severity="warning"
        title={t('runbook.unknown', 'There is no page "{{shown}}"', { shown, interpolation: { escapeValue: false } })}
      >
        {t('runbook.unknown-text', 'It may have another name in this version. These are all that exist:')}
      </Alert>
      <PageIndex />
    </PluginPage>
  );
}
