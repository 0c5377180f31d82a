import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { Alert, useStyles2 } from '@grafana/ui';
import { runbookUrl } from './addresses';
import { PlaybookCards } from './PlaybookCards';
import { ALL_PLAYBOOKS } from './playbooks';

/** For an address whose playbook doesn't exist (renamed, mistyped, of a newer version): says so, shows what there is. */
export function UnknownPlaybook({ id }: { id: string }) {
  const styles = useStyles2(getStyles);
  const shown = id.length > 80 ? `${id.slice(0, 80)}…` : id;
  const title = t('runbook.unknown-title', 'No such playbook');
  return (
    <PluginPage pageNav={{ text: title, parentItem: { text: t('runbook.title', 'Runbook'), url: runbookUrl() } }}>
      <Alert
        severity="warning"
        title={t('runbook.unknown', 'There is no playbook "{{shown}}"', {
          shown,
          interpolation: { escapeValue: false },
        })}
      >
        {t('runbook.unknown-text', 'It may have another name in this version. These are all that exist:')}
      </Alert>
      <div className={styles.list}>
        <PlaybookCards playbooks={ALL_PLAYBOOKS} />
      </div>
    </PluginPage>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({ list: css({ marginTop: theme.spacing(2) }) });
