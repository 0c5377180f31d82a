import React from 'react';
import { PluginPage } from '@grafana/runtime';
import { currentAccess } from '../../grafana/access';
import { usePluginSettings } from '../../grafana/settings';
import { HealthBoard } from './HealthBoard';
import { HealthSkeleton } from './parts/HealthSkeleton';
import { HealthTitle } from './parts/HealthTitle';
import { NoDataSource } from './states/NoDataSource';
import { SettingsUnreadable } from './states/SettingsUnreadable';

/** Health: is DevDiag's pipeline well, why not, and where to go. */
export default function HealthPage() {
  const { loading, stored, settings, problems, error, reload } = usePluginSettings();
  const access = currentAccess();
  const uid = stored?.datasourceUid;
  if (settings && uid) {
    return (
      <HealthBoard
        dataSourceUid={uid}
        settings={settings}
        settingsProblems={problems.map(({ message }) => message)}
        access={access}
      />
    );
  }
  return (
    <PluginPage renderTitle={HealthTitle}>
      {loading ? (
        <HealthSkeleton />
      ) : error ? (
        <SettingsUnreadable message={error.message} onRetry={reload} />
      ) : (
        <NoDataSource canConfigure={access.canConfigure} />
      )}
    </PluginPage>
  );
}
