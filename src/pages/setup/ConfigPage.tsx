import React from 'react';
import type { AppPluginMeta, PluginConfigPageProps } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import type { StoredSettings } from '@devdiag/engine/settings/settings';
import { CrashScreen } from '../../components/CrashScreen';
import { PLUGIN_ID } from '../../constants';
import { SettingsEditor } from './SettingsEditor';

await initPluginTranslations(PLUGIN_ID);

/** The configuration as a tab of the plugin's own page in Grafana. */
export default function ConfigPage(_: PluginConfigPageProps<AppPluginMeta<StoredSettings>>) {
  return (
    <CrashScreen where="configuration">
      <SettingsEditor />
    </CrashScreen>
  );
}
