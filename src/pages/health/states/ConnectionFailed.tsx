import React from 'react';
import { t, Trans } from '@grafana/i18n';
import { LinkButton } from '@grafana/ui';
import { StateScreen } from '../../../components/StateScreen';
import { dataSourceUrl } from '../../../grafana/links';
import type { BlockedProps } from './blocked';
import { AskAnAdmin } from './DataSourceGone';
import { RetryButton } from './RetryButton';

interface Props extends BlockedProps {
  reason: 'authentication' | 'connection';
}

/** Grafana knows the database but does not get in. */
export function ConnectionFailed({ reason, words, access, dataSourceUid, onRetry }: Props) {
  const isRefused = reason === 'authentication';
  return (
    <StateScreen
      kind={reason}
      icon={isRefused ? 'lock' : 'plug'}
      tone="error"
      title={
        isRefused
          ? t('health.state.authentication.title', 'The database refuses the data source’s user or password')
          : t('health.state.connection.title', 'The database cannot be reached')
      }
      words={words}
      more={!access.canConfigure && <AskAnAdmin />}
      actions={
        <>
          {access.canConfigure && (
            <LinkButton href={dataSourceUrl(dataSourceUid)} icon="cog">
              {t('health.state.connection.data-source', 'Data source settings')}
            </LinkButton>
          )}
          <RetryButton onRetry={onRetry} />
        </>
      }
    >
      <p>
        {isRefused ? (
          <Trans i18nKey="health.state.authentication.text">
            DevDiag&apos;s health is not known. The password may have been changed in PostgreSQL but not in Grafana, or
            the role has no right to connect. The server said:
          </Trans>
        ) : (
          <Trans i18nKey="health.state.connection.text">
            DevDiag&apos;s health is not known, and while its database is down DevDiag writes nothing either. Check that
            PostgreSQL runs and that Grafana&apos;s server reaches it. The server said:
          </Trans>
        )}
      </p>
    </StateScreen>
  );
}
