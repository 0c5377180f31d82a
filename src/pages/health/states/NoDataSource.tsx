import React from 'react';
import { t, Trans } from '@grafana/i18n';
import { LinkButton } from '@grafana/ui';
import { StateScreen } from '../../../components/StateScreen';
import { configurationUrl } from '../../../grafana/links';

/** Nobody has said yet where DevDiag's database is. */
export function NoDataSource({ canConfigure }: { canConfigure: boolean }) {
  return (
    <StateScreen
      kind="no-data-source"
      icon="database"
      tone="info"
      title={t('health.state.no-data-source.title', 'No data source is chosen yet')}
      actions={
        canConfigure && (
          <LinkButton href={configurationUrl()} icon="cog">
            {t('health.state.no-data-source.choose', 'Choose a data source')}
          </LinkButton>
        )
      }
    >
      {canConfigure ? (
        <p>
          <Trans i18nKey="health.state.no-data-source.admin">
            The checks read DevDiag&apos;s PostgreSQL database through a Grafana data source. Choose it on the
            configuration page; if there is none yet, add a PostgreSQL data source with a role that can only read.
          </Trans>
        </p>
      ) : (
        <p>
          <Trans i18nKey="health.state.no-data-source.others">
            The checks read DevDiag&apos;s PostgreSQL database through a Grafana data source, and none is chosen. Ask an
            Admin of this organisation to choose one on this app&apos;s configuration page.
          </Trans>
        </p>
      )}
    </StateScreen>
  );
}
