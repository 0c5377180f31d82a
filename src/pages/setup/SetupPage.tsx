import React from 'react';
import { locationUtil } from '@grafana/data';
import { t } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { PLUGIN_BASE_URL, ROUTES } from '../../constants';
import { SettingsEditor } from './SettingsEditor';

/** The configuration as a page of the app, where it has more room. Whoever may not save sees it read-only. */
export default function SetupPage() {
  return (
    <PluginPage
      pageNav={{
        text: t('setup.title', 'Configuration'),
        url: locationUtil.assureBaseUrl(`${PLUGIN_BASE_URL}/${ROUTES.setup}`),
      }}
      subTitle={t(
        'setup.subtitle',
        'Where the data is, when diagnoses are expected, and what counts as too much or too little.'
      )}
    >
      <SettingsEditor />
    </PluginPage>
  );
}
