import React from 'react';
import { t } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { SettingsEditor } from './SettingsEditor';

/** The configuration as a page of the app, where it has more room. Whoever may not save sees it read-only. */
export default function SetupPage() {
  return (
    <PluginPage
      subTitle={t('setup.subtitle', 'Where the data is, when diagnoses are expected, and what counts as too much or too little.')}
    >
      <SettingsEditor />
    </PluginPage>
  );
}
