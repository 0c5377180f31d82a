import React, { lazy, Suspense, useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { hasPermission } from '@grafana/runtime';
import { Button, Combobox } from '@grafana/ui';
import type { Settings } from '@devdiag/catalog/types';
import { schemaNameProblem } from '@devdiag/engine/query/quote';
import { SettingField } from '../../components/SettingField';
import { ConnectionTest } from './ConnectionTest';
import { postgresDataSources } from './dataSources';
import { fieldId } from './fields';
import { Section } from './Section';
import type { SectionProps } from './sections';

const CreateDataSource = lazy(async () => ({ default: (await import('./CreateDataSource')).CreateDataSource }));

/** Which of Grafana's data sources leads to DevDiag's database, and whether it does. */
export function DataSourceSection({ form, readOnly, settings }: SectionProps & { settings: Settings }) {
  const [creating, setCreating] = useState(false);
  const { draft, edit } = form;
  const sources = postgresDataSources();
  const gone = draft.datasourceUid !== '' && !sources.some(({ uid }) => uid === draft.datasourceUid);
  const options = sources.map(({ name, uid, isDefault }) => ({
    label: name,
    value: uid,
    ...(isDefault ? { description: t('setup.data-source.default', "Grafana's default data source") } : {}),
  }));
  const schema = draft.schema.trim();

  return (
    <Section title={t('setup.data-source.section', 'Data source')}>
      <SettingField
        id={fieldId('datasourceUid')}
        label={t('setup.data-source.label', 'PostgreSQL data source')}
        description={t(
          'setup.data-source.description',
          'Leads to the database that DevDiag writes to. It needs a role that may only SELECT.'
        )}
        problem={
          gone
            ? t('setup.data-source.gone', 'This data source is gone or hidden from you. Choose another one.')
            : undefined
        }
        note={
          hasPermission('datasources:create') && !readOnly ? (
            <Button variant="secondary" fill="text" size="sm" icon="plus" onClick={() => setCreating(true)}>
              {t('setup.data-source.create', 'Create a PostgreSQL data source')}
            </Button>
          ) : undefined
        }
      >
        {({ id, invalid }) => (
          <Combobox
            id={id}
            aria-labelledby={`${id}-label`}
            options={options}
            value={draft.datasourceUid || null}
            onChange={({ value }) => edit({ datasourceUid: value })}
            placeholder={
              options.length === 0
                ? t('setup.data-source.none', 'There is no PostgreSQL data source yet')
                : t('setup.data-source.choose', 'Choose a data source')
            }
            invalid={invalid}
            disabled={readOnly || options.length === 0}
          />
        )}
      </SettingField>
      {creating && (
        <Suspense fallback={null}>
          <CreateDataSource
            onCreated={(uid) => {
              setCreating(false);
              edit({ datasourceUid: uid });
            }}
            onClose={() => setCreating(false)}
          />
        </Suspense>
      )}
      <SettingField
        id="setup-test"
        group
        label={t('setup.test.label', 'Does it work?')}
        description={
          <Trans i18nKey="setup.test.description">
            Connects, then looks at the server’s version, at schema, tables, views and indexes, at what the role may do,
            and how fresh the data is. Where something is missing, it gives the SQL. Nothing is saved.
          </Trans>
        }
      >
        {() => (
          <ConnectionTest
            dataSourceUid={draft.datasourceUid}
            schema={schema}
            settings={settings}
            blocked={
              draft.datasourceUid === ''
                ? t('setup.test.needs-source', 'Choose a data source first.')
                : schemaNameProblem(schema)
            }
          />
        )}
      </SettingField>
    </Section>
  );
}
