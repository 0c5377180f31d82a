import React, { useEffect, useMemo, useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Button, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { locationService } from '@grafana/runtime';
import type { Settings } from '@devdiag/catalog/types';
import { CHECK_DEFINITIONS } from '@devdiag/catalog/generated/checkDefinitions';
import { applyChange, type SettingsChange } from '@devdiag/engine/settings/change';
import { completeSettings, type SettingsProblem, type StoredSettings } from '@devdiag/engine/settings/settings';
import { usePluginSettings } from '../../grafana/settings';
import { ContactsSection } from './ContactsSection';
import { DataSection } from './DataSection';
import { DataSourceSection } from './DataSourceSection';
import { InstallSection } from './install/InstallSection';
import { ExpectedHoursSection } from './ExpectedHoursSection';
import { focusFirstProblem } from './fields';
import { settingLabel } from './labels';
import { FirstSteps, ProvisionedNotice, ProvisioningHint, ReadOnlyNotice } from './Notices';
import { provisionedSign } from './provisioned';
import { SaveBar } from './SaveBar';
import { ThresholdsSection } from './ThresholdsSection';
import { useSettingsForm } from './useSettingsForm';

/** The whole configuration page: reads the settings, lets Admins change them, shows them to everybody else. */
export function SettingsEditor() {
  const { loading, stored, settings, problems, error, enabled, canEdit, reload } = usePluginSettings();
  if (error) {
    return (
      <Alert severity="error" title={t('setup.load.failed', 'The settings could not be read')}>
        <p>{error.message}</p>
        <Button variant="secondary" onClick={reload}>
          {t('setup.load.again', 'Try again')}
        </Button>
      </Alert>
    );
  }
  if (!stored || !settings) {
    return <LoadingPlaceholder text={loading ? t('setup.load.loading', 'Reading the settings') : ''} />;
  }
  return (
    <Editor
      stored={stored}
      settings={settings}
      problems={problems}
      enabled={enabled}
      canEdit={canEdit}
      reload={reload}
    />
  );
}

interface EditorProps {
  stored: StoredSettings & SettingsChange;
  /** In force: complete, with defaults. */
  settings: Settings;
  problems: SettingsProblem[];
  enabled: boolean;
  canEdit: boolean;
  reload: () => void;
}

function Editor({ stored, settings, problems, enabled, canEdit, reload }: EditorProps) {
  const styles = useStyles2(getStyles);
  const root = useRef<HTMLDivElement>(null);
  const form = useSettingsForm(stored);
  useWarningBeforeLeaving(form.changes > 0);
  const sign = provisionedSign(form.stored);
  const wished = locationService.getSearchObject().check;
  // Problems with a field of their own stand there; what is left is about the stored text as a whole.
  const homeless = problems.filter(({ path }) => path === 'thresholds' || /^thresholds\.[^.]+$/.test(path));
  const section = { form, readOnly: !canEdit };
  const before = useMemo(() => inForce(form.stored), [form.stored]);
  const after = useMemo(() => inForce(applyChange(form.stored, form.change)), [form.stored, form.change]);

  return (
    <div ref={root} className={styles.page}>
      {!canEdit && <ReadOnlyNotice />}
      {!enabled && (
        <Alert severity="info" title={t('setup.disabled.title', 'This app is not enabled')}>
          {t('setup.disabled.text', 'Its pages appear once an Admin enables it above. Settings can be saved already.')}
        </Alert>
      )}
      <ProvisionedNotice sign={sign} />
      {homeless.map(({ path, message }) => (
        <Alert key={path} severity="warning" title={message}>
          {t('setup.stored-problem', 'The defaults are used instead. Set the values below and save.')}
        </Alert>
      ))}
      {canEdit && !form.stored.datasourceUid && <FirstSteps />}
      <DataSourceSection {...section} settings={settings} />
      <InstallSection
        settings={after}
        stored={before}
        datasourceUid={form.draft.datasourceUid}
        beforeInstall={async () => {
          if (!canEdit || form.changes === 0) {
            return true;
          }
          const saved = await form.save();
          focusFirstProblem(root.current);
          return saved;
        }}
      />
      <DataSection {...section} />
      <ExpectedHoursSection {...section} />
      <ContactsSection {...section} />
      <ThresholdsSection {...section} open={typeof wished === 'string' ? wished : undefined} />
      {canEdit && (
        <>
          {sign === 'unknown' && <ProvisioningHint />}
          <SaveBar
            form={form}
            labelOf={settingLabel}
            onReload={reload}
            onSave={async () => {
              await form.save();
              focusFirstProblem(root.current);
            }}
          />
        </>
      )}
    </div>
  );
}

/** What stored settings come to: complete, with defaults in place of what is missing or invalid. */
function inForce(stored: StoredSettings): Settings {
  return completeSettings(stored, CHECK_DEFINITIONS).settings;
}

/** The browser asks before a tab with unsaved changes is closed. */
function useWarningBeforeLeaving(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) {
      return undefined;
    }
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [unsaved]);
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ maxWidth: 880, [theme.breakpoints.down('sm')]: { fontSize: theme.typography.body.fontSize } }),
});
