import React, { useMemo } from 'react';
import { useLocation } from 'react-router-dom';
import { t } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { pageUrl } from '../site/addresses';
import { readParameters } from '../site/parameters';
import { PageIndex } from './PageIndex';

/** The runbook's list of pages. */
export function IndexPage() {
  const { search } = useLocation();
  const { parameters } = useMemo(() => readParameters(search), [search]);
  return (
    <PluginPage
      pageNav={{ text: t('runbook.title', 'Runbook'), url: pageUrl(null, parameters) }}
      subTitle={t('runbook.subtitle', 'What to do: every day, when an alert fires, and when something is lost.')}
    >
      <PageIndex />
    </PluginPage>
  );
}
