import React from 'react';
import { t, Trans } from '@grafana/i18n';
import { CodeBlock } from '../../../components/CodeBlock';
import { StateScreen } from '../../../components/StateScreen';
import type { BlockedProps } from './blocked';
import { RetryButton } from './RetryButton';
import { useSchemaSql } from './useSchemaSql';

/** The tables are there, but the data source's role may not read them. */
export function TableUnreadable({ words, settings, onRetry }: BlockedProps) {
  const grants = useSchemaSql('grants.sql', settings.schema);
  return (
    <StateScreen
      kind="table-unreadable"
      icon="lock"
      tone="error"
      title={t('health.state.table-unreadable.title', 'The data source’s role may not read DevDiag’s tables')}
      words={words}
      more={
        <>
          <p>
            <Trans i18nKey="health.state.table-unreadable.grant">
              Ask whoever looks after the database to run this; it gives the role &quot;grafana&quot; the right to read,
              and nothing else. Replace the name where your data source uses another role:
            </Trans>
          </p>
          {grants !== null && (
            <CodeBlock label={t('health.state.table-unreadable.grants', 'SQL that grants reading')} code={grants} />
          )}
        </>
      }
      actions={<RetryButton onRetry={onRetry} />}
    >
      <p>
        <Trans i18nKey="health.state.table-unreadable.text">DevDiag&apos;s health is not known. The server said:</Trans>
      </p>
    </StateScreen>
  );
}
