import React from 'react';
import { t } from '@grafana/i18n';
import { Combobox, Input, RadioButtonGroup } from '@grafana/ui';
import type { Settings } from '@devdiag/catalog/types';
import type { InstallOptions, OptionProblem, Transport } from '@devdiag/installer/types';
import { SettingField } from '../../../components/SettingField';
import { listFolders } from '../../../grafana/folders';
import { postgresDataSources } from '../dataSources';
import { ReceiverPicker } from './ReceiverPicker';
import { RuleOptionsFields } from './RuleOptionsFields';
import { useAnswer } from './useAnswer';
import type { OptionsState } from './useOptions';
import { useTenantNames } from './useTenantNames';
import { RAW } from './words';

interface Props extends Pick<OptionsState, 'options' | 'problems' | 'change' | 'changeRule'> {
  settings: Settings;
  transport: Transport;
  /** An installation exists under this prefix: another prefix is another installation. */
  isInstalled: boolean;
  readOnly: boolean;
}

/** What an admin may choose. Everything has a default that is fine. */
export function OptionsForm({
  options,
  problems,
  settings,
  transport,
  isInstalled,
  readOnly,
  change,
  changeRule,
}: Props) {
  const problem = (path: string) => problemAt(problems, path);
  const folders = useAnswer('folders', (signal) => listFolders(transport, signal));
  const tenants = useTenantNames(options.datasourceUid, settings);
  return (
    <>
      <RuleOptionsFields
        options={options}
        settings={settings}
        readOnly={readOnly}
        problem={problem}
        onChange={changeRule}
      />
      <ModeField mode={options.mode} readOnly={readOnly} onChange={(mode) => change({ mode })} />
      <SettingField
        id="install-receiver"
        label={t('install.options.receiver', 'Contact point of these rules')}
        description={t(
          'install.options.receiver-text',
          'Left to the notification policies unless you choose one. The policies themselves are never changed.'
        )}
        problem={problem('receiver')}
      >
        {({ id }) => (
          <ReceiverPicker
            id={id}
            transport={transport}
            value={options.receiver}
            disabled={readOnly}
            onChange={(receiver) => change({ receiver })}
          />
        )}
      </SettingField>
      <SettingField
        id="install-tenant"
        label={t('install.options.tenant', 'Tenant')}
        description={t('install.options.tenant-text', 'Only this tenant’s runs and fixes count.')}
        problem={problem('tenant')}
      >
        {({ id, invalid }) => (
          <Combobox
            id={id}
            aria-labelledby={`${id}-label`}
            isClearable
            createCustomValue
            invalid={invalid}
            disabled={readOnly}
            placeholder={t('install.options.all-tenants', 'All tenants')}
            value={options.tenant}
            options={tenants}
            onChange={(chosen) => change({ tenant: chosen === null ? null : chosen.value })}
          />
        )}
      </SettingField>
      <SettingField
        id="install-dashboardFolder"
        label={t('install.options.folder', 'Folder of the dashboard')}
        description={t('install.options.folder-text', 'The rules always have a folder of their own.')}
        problem={
          problem('dashboardFolder') ??
          (folders.error === null
            ? undefined
            : t('install.options.folders-failed', 'The folders could not be read. {{error}}', {
                error: folders.error,
                ...RAW,
              }))
        }
      >
        {({ id, invalid }) => (
          <Combobox
            id={id}
            aria-labelledby={`${id}-label`}
            isClearable
            invalid={invalid}
            disabled={readOnly}
            placeholder={t('install.options.same-folder', 'The folder of the rules')}
            value={options.dashboardFolder}
            options={withCurrent(
              (folders.value ?? []).map(({ uid, title }) => ({ value: uid, label: title })),
              options.dashboardFolder
            )}
            onChange={(chosen) => change({ dashboardFolder: chosen === null ? null : chosen.value })}
          />
        )}
      </SettingField>
      <SettingField
        id="install-prefix"
        label={t('install.options.prefix', 'Prefix')}
        description={
          isInstalled
            ? t('install.options.prefix-other', 'Another prefix is another installation beside this one.')
            : t(
                'install.options.prefix-text',
                'Tells a second installation apart, such as staging. Empty for the first one.'
              )
        }
        problem={problem('prefix')}
      >
        {(control) => (
          <Input
            {...control}
            value={options.prefix}
            readOnly={readOnly}
            spellCheck={false}
            autoComplete="off"
            onChange={({ currentTarget }) => change({ prefix: currentTarget.value.trim() })}
          />
        )}
      </SettingField>
      {options.prefix !== '' && (
        <SettingField
          id="install-datasource"
          label={t('install.options.source', 'Data source of this installation')}
          description={t('install.options.source-text', 'A second installation may read another database.')}
          problem={problem('datasourceUid')}
        >
          {({ id, invalid }) => (
            <Combobox
              id={id}
              aria-labelledby={`${id}-label`}
              invalid={invalid}
              disabled={readOnly}
              value={options.datasourceUid || null}
              options={withCurrent(
                postgresDataSources().map(({ uid, name }) => ({ value: uid, label: name })),
                options.datasourceUid || null
              )}
              onChange={({ value }) => change({ datasourceUid: value })}
            />
          )}
        </SettingField>
      )}
    </>
  );
}

function ModeField({
  mode,
  readOnly,
  onChange,
}: {
  mode: InstallOptions['mode'];
  readOnly: boolean;
  onChange: (mode: InstallOptions['mode']) => void;
}) {
  return (
    <SettingField
      id="install-mode"
      group
      label={t('install.options.mode', 'Who changes the rules')}
      description={
        mode === 'managed'
          ? t(
              'install.options.managed-text',
              'Managed: Grafana shows them as managed by this app and locks its own editor; changes are made here.'
            )
          : t(
              'install.options.editable-text',
              'Editable: they can be changed in Grafana’s editor too; updates keep such changes.'
            )
      }
    >
      {({ id }) => (
        <RadioButtonGroup
          aria-labelledby={`${id}-label`}
          value={mode}
          disabled={readOnly}
          onChange={onChange}
          options={[
            { label: t('install.options.managed', 'Managed'), value: 'managed' as const },
            { label: t('install.options.editable', 'Editable'), value: 'editable' as const },
          ]}
        />
      )}
    </SettingField>
  );
}

/** A list shows only what is in it: what is set belongs to it even where it could not be read. */
export function withCurrent(
  options: Array<{ value: string; label: string }>,
  current: string | null
): Array<{ value: string; label: string }> {
  return current === null || options.some(({ value }) => value === current)
    ? options
    : [...options, { value: current, label: current }];
}

function problemAt(problems: OptionProblem[], path: string): string | undefined {
  return problems.find((candidate) => candidate.path === path)?.message;
}
