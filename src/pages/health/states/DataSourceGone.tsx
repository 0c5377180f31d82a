import React from 'react';
import { t, Trans } from '@grafana/i18n';
import { LinkButton } from '@grafana/ui';
import { StateScreen } from '../../../components/StateScreen';
import { configurationUrl } from '../../../grafana/links';
import { RetryButton } from './RetryButton';
import type { BlockedProps } from './blocked';

/** The data source that was chosen is not in this Grafana any more, or not for this person. */
export function DataSourceGone({ words, access, dataSourceUid, onRetry }: BlockedProps) {
  return (
    <StateScreen
      kind="data-source-gone"
      icon="plug"
      tone="error"
      title={t('health.state.data-source-gone.title', 'The chosen data source is gone')}
      words={words}
      more={!access.canConfigure && <AskAnAdmin />}
      actions={
        <>
          {access.canConfigure && (
            <LinkButton href={configurationUrl()} icon="cog">
              {t('health.state.data-source-gone.choose', 'Choose another data source')}
            </LinkButton>
          )}
          <RetryButton onRetry={onRetry} />
        </>
      }
    >
      <p>
        {t(
          'health.state.data-source-gone.text',
          'Grafana has no data source with the uid {{uid}} that you may use. It was deleted, or it belongs to another organisation. DevDiag’s health is not known until another one is chosen. Grafana said:',
          { uid: dataSourceUid, interpolation: { escapeValue: false } }
        )}
      </p>
    </StateScreen>
  );
}

/** Whom to ask, for people who can't change it themselves. */
export function AskAnAdmin() {
  return (
    <p>
      <Trans i18nKey="health.state.ask-admin">Ask an Admin of this organisation; tell them what stands here.</Trans>
    </p>
  );
}
