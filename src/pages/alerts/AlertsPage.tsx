import React from 'react';
import { PluginPage } from '@grafana/runtime';
import { LoadingPlaceholder } from '@grafana/ui';
import { usePluginSettings } from '../../grafana/settings';
import { SettingsUnreadable } from '../health/states/SettingsUnreadable';
import { AlertsBoard } from './AlertsBoard';

/** Alerts: what the installed rules say, what they said in the last week, and what to do about it. */
export default function AlertsPage() {
  const { loading, settings, error, reload } = usePluginSettings();
  if (settings) {
    return <AlertsBoard settings={settings} />;
  }
  return (
    <PluginPage>
      {error && !loading ? (
        <SettingsUnreadable message={error.message} onRetry={reload} />
      ) : (
        <LoadingPlaceholder text="" />
      )}
    </PluginPage>
  );
}
