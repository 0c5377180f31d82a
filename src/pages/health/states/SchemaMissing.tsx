import React from 'react';
import { t, Trans } from '@grafana/i18n';
import { LinkButton } from '@grafana/ui';
import { CodeBlock } from '../../../components/CodeBlock';
import { StateScreen } from '../../../components/StateScreen';
import { configurationUrl } from '../../../grafana/links';
import type { BlockedProps } from './blocked';
import { RetryButton } from './RetryButton';
import { useSchemaSql } from './useSchemaSql';

/** The database answers but has no tables of DevDiag. */
export function SchemaMissing({ words, access, settings, onRetry }: BlockedProps) {
  const ddl = useSchemaSql('schema.sql', settings.schema);
  return (
    <StateScreen
      kind="schema-missing"
      icon="table"
      tone="error"
      title={t('health.state.schema-missing.title', 'DevDiag’s tables are not in this database')}
      words={words}
      more={
        <>
          <p>
            <Trans i18nKey="health.state.schema-missing.create">
              If DevDiag was never set up, it creates its tables itself. For an empty test database you can run this as
              the owner:
            </Trans>
          </p>
          {ddl !== null && (
            <CodeBlock label={t('health.state.schema-missing.ddl', 'SQL that creates the schema')} code={ddl} />
          )}
        </>
      }
      actions={
        <>
          {access.canConfigure && (
            <LinkButton href={configurationUrl()} icon="cog">
              {t('health.state.schema-missing.configure', 'Change the schema name')}
            </LinkButton>
          )}
          <RetryButton onRetry={onRetry} />
        </>
      }
    >
      <p>
        {t(
          'health.state.schema-missing.text',
          'The checks looked in schema {{schema}}, so DevDiag’s health is not known. If DevDiag uses another schema or another database, change that here or in the data source. The server said:',
          { schema: settings.schema, interpolation: { escapeValue: false } }
        )}
      </p>
    </StateScreen>
  );
}
